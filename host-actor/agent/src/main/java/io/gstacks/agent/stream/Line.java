package io.gstacks.agent.stream;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.protocol.AgentServiceClient;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.ToAgent;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** One attempt at the stream, on a connection of its own. Epoch 0: not yet welcome. */
final class Line {
  /** What a line tells its owner, from threads of its own. */
  interface Listener {
    void received(int number, ToAgent message);

    void ended(int number, Optional<Throwable> cause);
  }

  private final int number;
  private final Address address;
  private final AgentServiceClient client;
  private final BoundedSourceQueue<FromAgent> out;
  private final UniqueKillSwitch in;
  private final long openedAt = System.nanoTime();
  private long epoch;

  private Line(
      int number,
      Address address,
      AgentServiceClient client,
      BoundedSourceQueue<FromAgent> out,
      UniqueKillSwitch in) {
    this.number = number;
    this.address = address;
    this.client = client;
    this.out = out;
    this.in = in;
  }

  static Line open(
      int number,
      Address address,
      AgentServiceClient client,
      int buffer,
      ActorSystem<?> system,
      Listener listener) {
    var source = Source.<FromAgent>queue(buffer).preMaterialize(system);
    Consumer<ToAgent> receive = message -> listener.received(number, message);
    var sink =
        client
            .connect(source.second())
            .viaMat(KillSwitches.single(), Keep.right())
            .toMat(Sink.foreach(receive::accept), Keep.both())
            .run(system);
    var _ =
        sink.second()
            .whenComplete((_, error) -> listener.ended(number, Optional.ofNullable(error)));
    return new Line(number, address, client, source.first(), sink.first());
  }

  int number() {
    return number;
  }

  Address address() {
    return address;
  }

  boolean welcome() {
    return epoch > 0;
  }

  void welcome(long granted) {
    epoch = granted;
  }

  /** Both sides refuse other epochs; before Welcome there is none to refuse. */
  boolean accepts(ToAgent message) {
    return epoch == 0 || message.getEpoch() == epoch;
  }

  long ageNanos() {
    return System.nanoTime() - openedAt;
  }

  /** Answers false when the stream is over, or so slow that its buffer is full. */
  boolean send(FromAgent message) {
    var stamped = epoch == 0 ? message : message.toBuilder().setEpoch(epoch).build();
    return out.offer(stamped).isEnqueued();
  }

  void close() {
    if (!out.isCompleted()) {
      out.complete();
    }
    in.shutdown();
    var _ = client.close();
  }
}
