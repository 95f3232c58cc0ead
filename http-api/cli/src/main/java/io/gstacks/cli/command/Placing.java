package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gstacks.cli.api.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a new sandbox may go. */
final class Placing {
  @Option(
      names = "--cluster-id",
      paramLabel = "<cluster>",
      description = "The cluster (id or name). Default: the tenant's default cluster.")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = "--host-id",
      paramLabel = "<host>",
      description = "This host and no other (id or name). Default: the best one.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--tag",
      paramLabel = "<tag>",
      split = ",",
      description = "A tag that the host must have. Repeatable.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--trait",
      paramLabel = "<trait>",
      split = ",",
      description = "A trait that the host must have. Repeatable.")
  private List<String> traits = new ArrayList<>();

  @Option(
      names = "--queue-timeout",
      paramLabel = "<seconds>",
      description = "How long it may wait for a host. Default: the control plane's setting.")
  private Optional<Integer> queueTimeout = Optional.empty();

  void into(ObjectNode body, Invocation gstacks) {
    gstacks.id(Resource.CLUSTER, cluster).ifPresent(id -> body.put("cluster_id", id));
    gstacks.id(Resource.HOST, host).ifPresent(id -> body.put("host_id", id));
    queueTimeout.ifPresent(seconds -> body.put("queue_timeout_seconds", seconds));
    if (!tags.isEmpty()) {
      tags.forEach(body.putArray("tags")::add);
    }
    if (!traits.isEmpty()) {
      traits.forEach(body.putArray("traits")::add);
    }
  }
}
