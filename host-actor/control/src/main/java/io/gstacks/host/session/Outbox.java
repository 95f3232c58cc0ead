package io.gstacks.host.session;

import io.gstacks.agent.protocol.Refused;
import io.gstacks.agent.protocol.ToAgent;
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

  /** False when the agent is too slow: the line must end. */
  boolean send(ToAgent.Builder message) {
    return !queue.offer(message.setEpoch(epoch).build()).equals(QueueOfferResult.dropped());
  }

  void refuse(String code, String message, boolean last) {
    var refused = Refused.newBuilder().setCode(code).setMessage(message).setFinal(last);
    queue.offer(ToAgent.newBuilder().setEpoch(epoch).setRefused(refused).build());
  }

  void close() {
    if (!queue.isCompleted()) {
      queue.complete();
    }
  }
}
