package io.gstacks.scheduler.cluster;

import io.gstacks.host.ClusterId;
import java.util.concurrent.CompletionStage;

/** How many hosts of a cluster are connected, by the read tables. */
@FunctionalInterface
public interface ConnectedHosts {
  CompletionStage<Integer> count(ClusterId cluster);
}
