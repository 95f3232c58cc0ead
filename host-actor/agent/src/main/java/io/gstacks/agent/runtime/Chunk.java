package io.gstacks.agent.runtime;

import com.google.protobuf.ByteString;

/** Some bytes that a workload wrote. */
public record Chunk(Stream stream, ByteString bytes) {
  /** Which of its outputs they came from. */
  public enum Stream {
    STDOUT,
    STDERR
  }
}
