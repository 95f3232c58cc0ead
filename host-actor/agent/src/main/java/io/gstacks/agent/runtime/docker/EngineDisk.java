package io.gstacks.agent.runtime.docker;

import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk that the engine works on. Who runs containers for it says many things when that disk is
 * full ("unable to store init state"), and seldom that it is.
 */
record EngineDisk(Engine engine) {
  private static final Logger LOG = LoggerFactory.getLogger(EngineDisk.class);

  /** With less nothing starts: a container alone writes some files of 4 KiB. */
  private static final long LEAST_BYTES = 1L << 20;

  /** The same failure, or a full disk where it is one. */
  WorkFailedException explain(WorkFailedException failure) {
    return failure.code() == Code.INTERNAL ? explain(failure, usableBytes()) : failure;
  }

  static WorkFailedException explain(WorkFailedException failure, long usableBytes) {
    return usableBytes < LEAST_BYTES
        ? new WorkFailedException(
            Code.DISK_FULL,
            "the disk of the Docker Engine is full: " + failure.getMessage(),
            failure)
        : failure;
  }

  /** An engine elsewhere has no disk here: then there is enough. */
  private long usableBytes() {
    try {
      var root = engine.client().infoCmd().exec().getDockerRootDir();
      return root == null ? Long.MAX_VALUE : Files.getFileStore(Path.of(root)).getUsableSpace();
    } catch (IOException | RuntimeException e) {
      LOG.debug("the engine's disk cannot be read", e);
      return Long.MAX_VALUE;
    }
  }
}
