package io.gstacks.agent.connection;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where a node of the control plane listens for agents. */
public record Address(String host, int port) {
  private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+):(\\d{1,5})");

  public Address {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is between 1 and 65535: " + port);
    }
  }

  /** Reads {@code host:port}, an IPv6 host in brackets. */
  public static Address parse(String text) {
    var matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an address (host:port): " + text);
    }
    return new Address(
        matcher.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(matcher.group(2)));
  }

  /** The same, for text of others: empty where it is no address. */
  public static Optional<Address> read(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
