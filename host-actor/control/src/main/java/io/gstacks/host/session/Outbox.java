package io.gstacks.host.session;

import io.gstacks.agent.protocol.Refused;
import io.gstacks.agent.protocol.ToAgent;
import java.util.Optional;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;

/** The way to an agent: bounded, and an agent that does not keep up loses its line. */
final class Outbox {
  private final BoundedSourceQueue<ToAgent> queue;
  private long epoch;

  Outbox(BoundedSourceQueue<ToAgent> queue) {
    this.queue = queue;
  }

  /** Every message from now on bears this epoch. */
  void begin(long granted) {
    epoch = granted;
  }

  long epoch() {
    return epoch;
  }

  /** Why the line must end, when there is no room. A queue whose reader is gone takes anything. */
  Optional<Farewell> send(ToAgent.Builder message) {
    var result = queue.offer(message.setEpoch(epoch).build());
    return result.equals(QueueOfferResult.dropped())
        ? Optional.of(Farewell.unavailable("the agent does not keep up"))
        : Optional.empty();
  }

  void refuse(Farewell farewell) {
    var refused =
        Refused.newBuilder()
            .setCode(farewell.code())
            .setMessage(farewell.message())
            .setFinal(farewell.last());
    queue.offer(ToAgent.newBuilder().setEpoch(epoch).setRefused(refused).build());
  }

  void close() {
    if (!queue.isCompleted()) {
      queue.complete();
    }
  }
}
