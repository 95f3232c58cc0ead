package io.gstacks.cli.api;

import java.util.regex.Pattern;

/** The collections whose records have an id of their own form, and most of them a name. */
public enum Resource {
  TENANT("tenant", "tnt_"),
  CLUSTER("cluster", "cls_"),
  HOST("host", "hst_"),
  SANDBOX("sandbox", "sbx_"),
  KEY("key", "key_"),
  TOKEN("token", "tok_");

  private static final Pattern ULID = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");

  private final String word;
  private final String prefix;

  Resource(String word, String prefix) {
    this.word = word;
    this.prefix = prefix;
  }

  /** As in {@code gstacks <word> list}; the collection of the API is its plural. */
  public String word() {
    return word;
  }

  String collection() {
    return this == SANDBOX ? "sandboxes" : word + "s";
  }

  boolean isId(String reference) {
    return reference.startsWith(prefix)
        && ULID.matcher(reference.substring(prefix.length())).matches();
  }
}
