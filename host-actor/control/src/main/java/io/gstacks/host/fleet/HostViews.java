package io.gstacks.host.fleet;

import io.gstacks.host.HostId;
import io.gstacks.host.fleet.Member.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a host looks to others: what the journal knows, and what its line says now. */
final class HostViews {
  private HostViews() {}

  /** {@code telemetry}: what the connected agent said last; empty while the host is away. */
  static HostView view(HostId id, Member host, boolean connected, Optional<Telemetry> telemetry) {
    var why = unplaceable(host, connected);
    var profile = host.profile();
    return new HostView(
        id,
        profile.facts().hostname(),
        host.identity().tenant(),
        host.identity().cluster(),
        status(host.standing(), connected),
        why.isEmpty(),
        why,
        profile.facts(),
        profile.runtimes(),
        telemetry,
        host.tags(),
        profile.traits(),
        profile.capacity(),
        host.ledger().reserved(),
        profile.images(),
        host.epoch(),
        host.times().enrolledAt(),
        host.times().connectedAt(),
        host.times().disconnectedAt(),
        host.times().archivedAt());
  }

  /** {@code images}: the {@link #references} of its profile. */
  static HostAnnouncement announcement(
      HostId id,
      Member host,
      Set<String> images,
      boolean connected,
      double overcommit,
      long revision) {
    var why = unplaceable(host, connected);
    var profile = host.profile();
    var limit = host.limit(overcommit);
    return new HostAnnouncement(
        id,
        host.identity().tenant(),
        host.identity().cluster(),
        revision,
        why.isEmpty(),
        why,
        limit,
        limit.minus(host.ledger().reserved()),
        profile.concurrentStarts(),
        profile.traits(),
        host.tags(),
        images);
  }

  /** Why nothing may be placed on it; empty when something may. */
  static String unplaceable(Member host, boolean connected) {
    return switch (host.standing()) {
      case NO_TOKEN -> "no_token";
      case ARCHIVED, LOST -> "archived";
      case DISCONNECTED -> "disconnected";
      case CONNECTED -> connected ? health(host.profile()) : "disconnected";
    };
  }

  private static String health(HostProfile profile) {
    return profile.healthy() ? "" : "runtime_unhealthy";
  }

  static String status(Standing standing, boolean connected) {
    return switch (standing) {
      case NO_TOKEN -> "no_token";
      case ARCHIVED, LOST -> "archived";
      case DISCONNECTED -> "disconnected";
      case CONNECTED -> connected ? "connected" : "disconnected";
    };
  }

  static Set<String> references(List<CachedImage> images) {
    return images.stream().map(CachedImage::reference).collect(Collectors.toUnmodifiableSet());
  }
}
