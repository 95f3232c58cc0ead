package io.gstacks.agent.runtime.docker;

import java.util.regex.Pattern;

/** An image as people write it: {@code registry:5000/name:tag} or {@code name@sha256:...}. Pure. */
record ImageReference(String repository, String version) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<repository>[a-zA-Z0-9](?:[a-zA-Z0-9._:/-]*[a-zA-Z0-9])?)"
              + "(?:@(?<digest>sha256:[0-9a-f]{64}))?");
  private static final int LONGEST = 512;

  static ImageReference parse(String text) {
    var matcher = FORM.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw new IllegalArgumentException("not an image reference: " + text);
    }
    var repository = matcher.group("repository");
    var digest = matcher.group("digest");
    var colon = repository.lastIndexOf(':');
    var tagged = colon > repository.lastIndexOf('/');
    if (digest != null) {
      return new ImageReference(tagged ? repository.substring(0, colon) : repository, digest);
    }
    // Without a tag the engine would pull them all.
    return tagged
        ? new ImageReference(repository.substring(0, colon), repository.substring(colon + 1))
        : new ImageReference(repository, "latest");
  }

  @Override
  public String toString() {
    return repository + (version.startsWith("sha256:") ? "@" : ":") + version;
  }
}
