package io.gstacks.scheduler.placement;

import io.gstacks.host.fleet.HostAnnouncement;
import java.util.HashMap;
import java.util.Map;

/**
 * Equal parts of announcements, kept once: each came over the wire as objects of its own, and of
 * 100,000 hosts most carry the same words.
 */
final class Shared {
  /** Image caches differ and change; when so many were seen, it begins anew. */
  private static final int MOST = 10_000;

  private final Map<Object, Object> parts = new HashMap<>();

  HostAnnouncement of(HostAnnouncement host) {
    if (parts.size() > MOST) {
      parts.clear();
    }
    return new HostAnnouncement(
        host.host(),
        one(host.tenant()),
        one(host.cluster()),
        host.revision(),
        host.placeable(),
        one(host.why()),
        one(host.capacity()),
        host.free(),
        host.concurrentStarts(),
        one(host.traits()),
        one(host.tags()),
        one(host.images()));
  }

  @SuppressWarnings("unchecked")
  private <T> T one(T part) {
    var known = parts.putIfAbsent(part, part);
    return known == null ? part : (T) known;
  }
}
