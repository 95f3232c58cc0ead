package io.gstacks.scheduler.sandbox;

import io.gstacks.host.work.Workload;

/**
 * What a host's runtime made for a sandbox.
 *
 * @param id the runtime's own id, our handle; {@code name} is for display
 */
public record Container(String id, String name, String imageDigest) {
  static Container of(Workload workload) {
    return new Container(workload.container(), workload.containerName(), workload.imageDigest());
  }
}
