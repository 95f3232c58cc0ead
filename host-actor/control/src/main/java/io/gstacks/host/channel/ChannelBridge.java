package io.gstacks.host.channel;

import io.gstacks.agent.protocol.ChannelError;
import io.gstacks.agent.protocol.ChannelFrame;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Joins a requester's flow and an agent's two streams, with back-pressure from end to end.
 *
 * <p>The agent's side decides when it is over: a requester that has no more input leaves the stream
 * open, one that stops listening ends it. The requester always sees a last frame, exit or error,
 * also when the line to the agent breaks.
 *
 * @param requester to be run once
 */
record ChannelBridge(
    Flow<ChannelFrame, ChannelFrame, NotUsed> requester, Source<ChannelFrame, NotUsed> toAgent) {
  /** {@code closed} runs once, when the agent's stream is over. */
  static ChannelBridge build(
      Source<ChannelFrame, NotUsed> fromAgent, Runnable closed, Materializer materializer) {
    var over = KillSwitches.shared("channel");
    var once = new AtomicBoolean();
    var input =
        Source.<ChannelFrame>asSubscriber()
            .toMat(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Keep.both())
            .run(materializer);
    var output =
        fromAgent
            .watchTermination((used, done) -> {
              done.whenComplete((_, _) -> {
                if (once.compareAndSet(false, true)) {
                  over.shutdown();
                  closed.run();
                }
              });
              return used;
            })
            .recover(Throwable.class, () -> broken("the line to the host broke"))
            .statefulMap(() -> false, ChannelBridge::pass, ChannelBridge::last);
    return new ChannelBridge(
        Flow.fromSinkAndSource(Sink.fromSubscriber(input.first()), output),
        Source.fromPublisher(input.second()).concat(Source.<ChannelFrame>maybe()).via(over.flow()));
  }

  private static Pair<Boolean, ChannelFrame> pass(boolean ended, ChannelFrame frame) {
    return Pair.create(ended || frame.hasExit() || frame.hasError(), frame);
  }

  private static Optional<ChannelFrame> last(boolean ended) {
    return ended ? Optional.empty() : Optional.of(broken("the host ended the stream too early"));
  }

  private static ChannelFrame broken(String message) {
    return ChannelFrame.newBuilder()
        .setError(ChannelError.newBuilder().setCode("internal").setMessage(message))
        .build();
  }
}
