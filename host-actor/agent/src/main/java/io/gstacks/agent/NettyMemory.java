package io.gstacks.agent;

import java.util.Map;

/**
 * Keeps gRPC's buffers small. By itself Netty takes pieces of 4 MiB for each of its threads; an
 * agent that mostly waits needs a few KiB, and its machine belongs to the sandboxes.
 */
final class NettyMemory {
  private static final Map<String, String> SMALL =
      Map.of(
          "allocator.maxOrder", "5", // pieces of 256 KiB
          "allocator.numHeapArenas", "1",
          "allocator.numDirectArenas", "1",
          "eventLoopThreads", "2");

  private NettyMemory() {}

  /** Before Netty's first class is loaded; what is set on the command line stays. */
  static void bound() {
    SMALL.forEach((name, value) -> {
      var property = "io.grpc.netty.shaded.io.netty." + name;
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    });
  }
}
