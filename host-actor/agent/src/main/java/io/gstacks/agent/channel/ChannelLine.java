package io.gstacks.agent.channel;

import io.gstacks.agent.protocol.AgentServiceClient;
import io.gstacks.agent.protocol.ChannelFrame;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;

/**
 * A channel for virtual threads: both ways block, so that the back-pressure of HTTP/2 reaches
 * whoever writes in the sandbox, and that of the sandbox whoever types.
 */
final class ChannelLine implements AutoCloseable {
  private static final Attributes SMALL = Attributes.inputBuffer(1, 1);

  private final SourceQueueWithComplete<ChannelFrame> out;
  private final SinkQueueWithCancel<ChannelFrame> in;

  private ChannelLine(
      SourceQueueWithComplete<ChannelFrame> out, SinkQueueWithCancel<ChannelFrame> in) {
    this.out = out;
    this.in = in;
  }

  static ChannelLine open(AgentServiceClient client, ActorSystem<?> system) {
    var source =
        Source.<ChannelFrame>queue(1, OverflowStrategy.backpressure()).preMaterialize(system);
    var in =
        client
            .channel(source.second())
            .toMat(Sink.<ChannelFrame>queue().withAttributes(SMALL), Keep.right())
            .run(system);
    return new ChannelLine(source.first(), in);
  }

  /** Waits until there is room; fails when the other side has gone. */
  synchronized void send(ChannelFrame.Builder frame) throws IOException {
    if (!await(out.offer(frame.build())).isEnqueued()) {
      throw new IOException("the channel is closed");
    }
  }

  /** Waits for a frame; empty when the other side has gone. */
  Optional<ChannelFrame> receive() {
    try {
      return await(in.pull());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static <T> T await(CompletionStage<T> stage) throws IOException {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What was sent is still delivered. */
  @Override
  public void close() {
    out.complete();
  }

  void cancel() {
    out.complete();
    in.cancel();
  }
}
