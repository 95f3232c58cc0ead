package io.gstacks.http.sandbox;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.channel.ExecOutput;
import io.gstacks.http.channel.OutputEvents;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Sse;
import io.gstacks.persistence.entity.Role;
import io.gstacks.scheduler.sandbox.SandboxView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

/**
 * {@code POST /api/sandboxes/{id}/exec}: runs a command. One document at its end, or, for {@code
 * Accept: text/event-stream}, its output as it comes. It never runs twice under one key.
 */
final class ExecRoute {
  record Result(
      int exitCode,
      String stdout,
      String stderr,
      boolean timedOut,
      boolean truncated,
      long durationMs) {}

  private final SandboxLookup sandboxes;
  private final AgentStreams streams;
  private final ExecSettings settings;
  private final Duration heartbeat;
  private final Materializer materializer;

  ExecRoute(
      SandboxLookup sandboxes,
      AgentStreams streams,
      ExecSettings settings,
      Duration heartbeat,
      Materializer materializer) {
    this.sandboxes = sandboxes;
    this.streams = streams;
    this.settings = settings;
    this.heartbeat = heartbeat;
    this.materializer = materializer;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/api/sandboxes/{id}/exec", Role.MEMBER, this::exec).once());
  }

  private CompletionStage<Answer> exec(Exchange exchange) {
    var body = exchange.body(ExecBody.class);
    body.check();
    var stream = exchange.wantsEvents();
    var order = stream ? body.streamed() : body.answered(settings.longestAnswer());
    long begun = System.nanoTime();
    return sandboxes
        .view(exchange)
        .thenCompose(sandbox ->
            streams.open(
                exchange.requiredSession(), running(sandbox), order, Source.from(body.input())))
        .thenCompose(frames ->
            stream
                ? java.util.concurrent.CompletableFuture.completedStage(
                    Sse.answer(OutputEvents.of(frames), heartbeat))
                : collected(frames, begun));
  }

  private CompletionStage<Answer> collected(Source<ChannelFrame, NotUsed> frames, long begun) {
    return frames
        .runFold(
            ExecOutput.nothing(),
            (output, frame) -> output.plus(frame, settings.outputLimit()),
            materializer)
        .thenApply(output -> answer(output, Duration.ofNanos(System.nanoTime() - begun)));
  }

  private static Answer answer(ExecOutput output, Duration took) {
    if (output.error().isPresent()) {
      throw AgentStreams.failure(output.error().get());
    }
    var exit = output.exit().orElseThrow(AgentStreams::lost);
    return Answer.ok(
        new Result(
            exit.getCode(),
            output.stdout().utf8String(),
            output.stderr().utf8String(),
            exit.getTimedOut(),
            output.truncated(),
            took.toMillis()));
  }

  static AgentStreams.Target running(SandboxView sandbox) {
    if (!sandbox.status().equals("running")) {
      throw notRunning(sandbox);
    }
    return target(sandbox);
  }

  /** Where its workload is, running or not. */
  static AgentStreams.Target target(SandboxView sandbox) {
    return new AgentStreams.Target(
        sandbox.host().orElseThrow(() -> notRunning(sandbox)),
        sandbox.id().value(),
        sandbox.generation());
  }

  static ApiException notRunning(SandboxView sandbox) {
    return switch (sandbox.status()) {
      case "archived", "archiving" ->
          ApiException.conflict("sandbox_archived", "the sandbox is archived for good");
      default -> ApiException.conflict("sandbox_not_running", "the sandbox is " + sandbox.status());
    };
  }
}
