package io.gstacks.http.channel;

import io.gstacks.agent.protocol.ChannelError;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.HostId;
import io.gstacks.host.channel.Channels;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.http.auth.Session;
import io.gstacks.http.route.ApiException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** What agents send over channels, up to the frame that says how it ended. */
public final class AgentStreams {
  private final Channels channels;

  public AgentStreams(Channels channels) {
    this.channels = channels;
  }

  /** Where a stream leads: {@code sandbox} is empty for the host's own. */
  public record Target(HostId host, String sandbox, long generation) {}

  /** Nothing is sent to the agent. */
  public CompletionStage<Source<ChannelFrame, NotUsed>> open(
      Session session, Target target, ChannelOrder.Kind kind) {
    return open(session, target, kind, Source.empty());
  }

  /**
   * Sends {@code input}, then holds the line: to an agent its end would mean that nobody listens
   * any more. The stream also ends with the caller's key.
   */
  public CompletionStage<Source<ChannelFrame, NotUsed>> open(
      Session session, Target target, ChannelOrder.Kind kind, Source<ChannelFrame, NotUsed> input) {
    return channels
        .open(
            session.principal().caller(),
            target.host(),
            target.sandbox(),
            target.generation(),
            kind)
        .thenApply(flow ->
            session.whileValid(
                input.concat(Source.maybe()).via(flow).takeWhile(frame -> !isLast(frame), true)));
  }

  private static boolean isLast(ChannelFrame frame) {
    return switch (frame.getFrameCase()) {
      case EXIT, ERROR -> true;
      case ATTACH, STDIN, STDIN_END, RESIZE, SIGNAL, STDOUT, STDERR, FILES_REPLY, FRAME_NOT_SET ->
          false;
    };
  }

  /** An agent's error as an answer. */
  public static ApiException failure(ChannelError error) {
    return switch (error.getCode()) {
      case "not_running" ->
          ApiException.conflict("sandbox_not_running", "the sandbox is not running");
      case "not_found" -> ApiException.conflict("workload_not_found", error.getMessage());
      case "invalid" -> ApiException.invalid("invalid_request", error.getMessage());
      case "limit" -> ApiException.tooMany("too_many_channels", error.getMessage());
      case "unsupported" -> ApiException.conflict("unsupported", error.getMessage());
      case "runtime_unavailable" ->
          ApiException.unavailable("runtime_unavailable", error.getMessage());
      default -> ApiException.unavailable("agent_error", error.getMessage());
    };
  }

  /** The stream ended without its last frame: what became of it is not known. */
  public static ApiException lost() {
    return ApiException.unavailable(
        "channel_lost", "the connection to the host ended first; the outcome is unknown");
  }
}
