package io.gstacks.cli.api;

import java.net.URI;
import java.net.URISyntaxException;

/** Where the API is, and the key that opens it. */
public record ControlPlane(URI baseUrl, String apiKey) {
  /** Where {@code deploy/up} listens when nothing else was said. */
  public static final String DEFAULT_BASE_URL = "http://127.0.0.1:8080";

  public ControlPlane {
    if (apiKey.isBlank() || !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw Failure.usage("an API key is one word of printable ASCII, such as gsk_...").thrown();
    }
  }

  public static ControlPlane of(String baseUrl, String apiKey) {
    return new ControlPlane(parse(baseUrl), apiKey);
  }

  private static URI parse(String baseUrl) {
    try {
      var uri = new URI(baseUrl.strip().replaceAll("/+$", ""));
      var web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // refused below, like every other text that is not an address
    }
    throw Failure.usage("not a base URL such as " + DEFAULT_BASE_URL + ": " + baseUrl).thrown();
  }

  boolean encrypted() {
    return "https".equalsIgnoreCase(baseUrl.getScheme());
  }

  /** Whether the key would cross a network in clear text. */
  public boolean exposesKey() {
    var host = baseUrl.getHost();
    var loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return !encrypted() && !loopback;
  }

  /** Without the key: this text may end up in a message. */
  @Override
  public String toString() {
    return baseUrl.toString();
  }
}
