package io.gstacks.agent.channel;

import io.gstacks.agent.runtime.WorkFailedException.Code;

/** The words that the contract has for what goes wrong with a channel. */
final class ChannelCodes {
  private ChannelCodes() {}

  static String of(Code code) {
    return switch (code) {
      case NO_SUCH_WORKLOAD -> "not_running";
      case STALE_GENERATION -> "stale_generation";
      case INVALID -> "invalid";
      case UNSUPPORTED -> "unsupported";
      case RUNTIME_UNAVAILABLE -> "runtime_unavailable";
      case IMAGE_MISSING, IMAGE_PULL_FAILED, DISK_FULL, DEADLINE, INTERNAL -> "internal";
    };
  }
}
