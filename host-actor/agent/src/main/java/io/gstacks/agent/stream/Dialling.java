package io.gstacks.agent.stream;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.protocol.AgentServiceClient;
import io.gstacks.agent.protocol.ToAgent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * How a new line comes about: first the host looks at what it runs, on a thread of its own, for the
 * line has little time once it is open; then the stream is opened. Belongs to one actor, which
 * hears of both.
 */
final class Dialling {
  private final ActorContext<HostLink.Command> context;
  private final HostDuties duties;
  private final Function<Address, AgentServiceClient> dialer;
  private final int outgoingBuffer;
  private boolean underWay;
  private int dialled;

  Dialling(
      ActorContext<HostLink.Command> context,
      HostDuties duties,
      Function<Address, AgentServiceClient> dialer,
      int outgoingBuffer) {
    this.context = context;
    this.duties = duties;
    this.dialer = dialer;
    this.outgoingBuffer = outgoingBuffer;
  }

  /** Has the host introduce itself, if it is not doing so. */
  void begin() {
    if (underWay) {
      return;
    }
    underWay = true;
    var introduction = new CompletableFuture<Introduction>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            introduction.complete(duties.introduce());
          } catch (IOException | RuntimeException e) {
            introduction.completeExceptionally(e);
          }
        });
    context.pipeToSelf(
        introduction,
        (done, error) ->
            error == null ? new LinkSignal.Introduced(done) : new LinkSignal.NotIntroduced(error));
  }

  /** The host cannot introduce itself now. */
  void giveUp() {
    underWay = false;
  }

  /** The host has introduced itself. */
  Line open(Address address) {
    underWay = false;
    var self = context.getSelf();
    return Line.open(
        ++dialled,
        address,
        dialer.apply(address),
        outgoingBuffer,
        context.getSystem(),
        new Line.Listener() {
          @Override
          public void received(int number, ToAgent message) {
            self.tell(new LinkSignal.Received(number, message));
          }

          @Override
          public void ended(int number, Optional<Throwable> cause) {
            self.tell(new LinkSignal.Ended(number, cause));
          }
        });
  }
}
