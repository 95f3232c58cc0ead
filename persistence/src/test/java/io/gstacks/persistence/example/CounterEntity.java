package io.gstacks.persistence.example;

import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.entity.DurableEntity;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;

/** The shell of {@link Counter}. */
public final class CounterEntity
    extends DurableEntity<CounterEntity.Command, CounterEvent, Counter, CounterEntity.Reply> {
  public sealed interface Command extends EntityCommand<Reply> {}

  public record Add(Meta meta, long amount, ActorRef<Reply> replyTo) implements Command {}

  public record AddOnes(Meta meta, int times, ActorRef<Reply> replyTo) implements Command {}

  public record SetAlarm(Meta meta, Instant at, ActorRef<Reply> replyTo) implements Command {}

  public record Get(Meta meta, ActorRef<Reply> replyTo) implements Command {}

  public sealed interface Reply extends CborMessage {}

  public record Value(long count) implements Reply {}

  public record Refused(Refusal refusal) implements Reply {}

  private CounterEntity(String id, Clock clock) {
    super(id, new CounterJournal(), clock);
  }

  public static Behavior<Command> create(String id) {
    return create(id, Clock.systemUTC());
  }

  public static Behavior<Command> create(String id, Clock clock) {
    return new CounterEntity(id, clock);
  }

  @Override
  protected ReplyEffect<Recorded<CounterEvent>, Kept<Counter>> on(
      Kept<Counter> kept, Command command) {
    return switch (command) {
      case Add(_, var amount, _) ->
          answer(kept, command, kept.state().add(amount), CounterEntity::value);
      case AddOnes(_, var times, _) ->
          answer(kept, command, kept.state().addOnes(times), CounterEntity::value);
      case SetAlarm(_, var at, _) ->
          answer(kept, command, kept.state().wakeAt(at), CounterEntity::value);
      case Get _ -> show(kept, command, CounterEntity::value);
    };
  }

  @Override
  protected Optional<Instant> wakeAt(Counter state, Instant now) {
    return state.alarm();
  }

  @Override
  protected Reply refused(Refusal refusal) {
    return new Refused(refusal);
  }

  @Override
  protected String noun() {
    return "counter";
  }

  private static Reply value(Kept<Counter> kept) {
    return new Value(kept.state().count());
  }
}
