package io.gstacks.host.fleet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A byte stream that an agent is to open.
 *
 * @param token single use; the node that waits knows it
 * @param node the waiting node's gRPC address, or empty for the one of Connect
 * @param sandbox empty for the host's own streams
 */
public record ChannelOrder(String token, String node, String sandbox, long generation, Kind kind) {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Exec.class, name = "exec"),
    @JsonSubTypes.Type(value = Logs.class, name = "logs"),
    @JsonSubTypes.Type(value = HostLogs.class, name = "host_logs"),
    @JsonSubTypes.Type(value = Files.class, name = "files")
  })
  public sealed interface Kind {}

  /** {@code timeout} zero means none. */
  public record Exec(
      List<String> command,
      Map<String, String> environment,
      String workingDirectory,
      String user,
      boolean stdin,
      boolean tty,
      int rows,
      int columns,
      Duration timeout)
      implements Kind {
    @Override
    public String toString() {
      return "Exec[environment " + environment.keySet() + "]";
    }
  }

  /** {@code tail} 0 means all that is kept. */
  public record Logs(boolean follow, int tail, Optional<Long> sinceUnixSeconds) implements Kind {}

  public record HostLogs(boolean follow, int tail) implements Kind {}

  public record Files(FileOrder order) implements Kind {
    /** Without its paths: they are the sandbox's own affair. */
    @Override
    public String toString() {
      return "Files[" + order.getClass().getSimpleName() + "]";
    }
  }
}
