package io.gstacks.http.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.cluster.ClusterCommand.ClusterView;
import java.time.Instant;
import java.util.Locale;

/** A cluster in JSON. */
public record ClusterBody(ClusterId id, String name, String kind, Instant createdAt) {
  public static ClusterBody of(ClusterView cluster) {
    return new ClusterBody(
        cluster.id(),
        cluster.name(),
        cluster.kind().name().toLowerCase(Locale.ROOT),
        cluster.createdAt());
  }
}
