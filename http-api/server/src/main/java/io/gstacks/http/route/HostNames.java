package io.gstacks.http.route;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The values of {@code Host} that are answered. A web page of another name that was pointed at this
 * address (DNS rebinding) says its own name there, and gets nothing.
 *
 * @param any whether every address is served, because the server listens on all of them
 */
public record HostNames(Set<String> names, boolean any) {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  public HostNames {
    names = Set.copyOf(names);
  }

  public static HostNames of(String bindAddress, List<String> configured) {
    var names = new HashSet<>(LOOPBACK);
    names.add(plain(bindAddress));
    configured.forEach(name -> names.add(plain(name)));
    return new HostNames(names, WILDCARDS.contains(plain(bindAddress)));
  }

  /** An empty one comes from no client of HTTP/1.1: the parser demands it. */
  public boolean allows(String host) {
    var name = plain(host);
    return name.isEmpty() || names.contains(name) || (any && isAddress(name));
  }

  /** An address cannot be rebound: there is no name to point elsewhere. */
  private static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || name.matches("[0-9.]+");
  }

  private static String plain(String host) {
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT);
  }
}
