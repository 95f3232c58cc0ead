package io.gstacks.scheduler.sandbox;

/** What the codes of reasons mean, for people. */
final class Words {
  private Words() {}

  static String of(String code) {
    return switch (code) {
      case "exited" -> "its main process ended";
      case "oom_killed" -> "it needed more memory than its limit";
      case "disk_limit" -> "its workspace reached its limit";
      case "removed" -> "its container was removed behind the agent's back";
      case "engine_lost" -> "the host's container engine went away";
      case "agent_stopped" -> "the host's agent stopped its workloads";
      case "host_lost" -> "its host was declared lost; start it to place it anew, or archive it";
      default -> "its host says: " + code;
    };
  }
}
