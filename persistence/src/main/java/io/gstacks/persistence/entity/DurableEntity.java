package io.gstacks.persistence.entity;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.Recovery;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell of every durable entity. It wraps events in their envelope, answers a foreign tenant
 * with NOT_FOUND (I6), does each command once, and notes when the entity wants to be woken. What is
 * left to a subclass: one switch from commands to the rules, and what to do once events are stored.
 *
 * @param <C> commands
 * @param <E> events
 * @param <S> state by the rules
 * @param <R> replies
 */
public abstract class DurableEntity<C extends EntityCommand<R>, E, S, R>
    extends EventSourcedBehaviorWithEnforcedReplies<C, Recorded<E>, Kept<S>> {
  /** After a failed write. The longest is short: a database that was away is back in seconds. */
  private static final BackoffSupervisorStrategy RESTART =
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.2)
          // The writer says once why a batch failed; a stack trace for each of its entities says no
          // more.
          .withLoggingEnabled(false);

  private static final Logger log = LoggerFactory.getLogger(DurableEntity.class);

  private final EntityJournal<E, S> journal;
  private final Clock clock;
  private final Snapshots snapshots;

  /** One that stays below some 1,000 events, and so needs no snapshots. */
  protected DurableEntity(String entityId, EntityJournal<E, S> journal, Clock clock) {
    this(entityId, journal, clock, Snapshots.never());
  }

  /** One that keeps a snapshot every so many events. */
  protected DurableEntity(
      String entityId, EntityJournal<E, S> journal, Clock clock, int snapshotEvery) {
    this(entityId, journal, clock, new Snapshots(snapshotEvery));
  }

  private DurableEntity(
      String entityId, EntityJournal<E, S> journal, Clock clock, Snapshots snapshots) {
    super(PersistenceId.of(journal.entity(), entityId), RESTART);
    this.journal = journal;
    this.clock = clock;
    this.snapshots = snapshots;
  }

  /** The command's effect. Only commands whose caller may see this entity come here. */
  protected abstract ReplyEffect<Recorded<E>, Kept<S>> on(Kept<S> kept, C command);

  protected abstract R refused(Refusal refusal);

  /** What the entity is called in a NOT_FOUND. */
  protected abstract String noun();

  /** When the entity in this state wants to look again, if no message comes before. */
  protected Optional<Instant> wakeAt(S state, Instant now) {
    return Optional.empty();
  }

  /**
   * Runs after the answer of an entity that does not exist: it has nothing to stay for. A sharded
   * one asks its shard to passivate it here.
   */
  protected void leave() {}

  /** Runs when the entity is back from the journal, before its first command. */
  protected void recovered(Kept<S> kept) {}

  @Override
  public final Kept<S> emptyState() {
    return Kept.nothing(journal.empty());
  }

  @Override
  public final CommandHandlerWithReply<C, Recorded<E>, Kept<S>> commandHandler() {
    return (kept, command) ->
        kept.exists() && !command.meta().caller().maySee(kept.tenant())
            ? refuse(command, Refusal.notFound(noun()))
            : on(kept, command);
  }

  @Override
  public final EventHandler<Kept<S>, Recorded<E>> eventHandler() {
    return (kept, recorded) -> kept.after(recorded, journal::apply);
  }

  @Override
  public final SignalHandler<Kept<S>> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .onSignal(RecoveryFailed.class, (_, failed) -> complain(failed.getFailure()))
        .build();
  }

  @Override
  public final Recovery recovery() {
    return snapshots.recovery();
  }

  @Override
  public final RetentionCriteria retentionCriteria() {
    return snapshots.retention();
  }

  /** Stores what was decided and replies from the state after it; or replies with the refusal. */
  protected final ReplyEffect<Recorded<E>, Kept<S>> answer(
      Kept<S> kept, C command, Decision<E> decision, Reply<S, R> reply) {
    return answer(kept, command, decision, reply, _ -> {});
  }

  /**
   * The same, and {@code then} runs once the events are stored (also when there were none): nothing
   * outside the journal is told of a decision that is not yet persisted.
   */
  protected final ReplyEffect<Recorded<E>, Kept<S>> answer(
      Kept<S> kept, C command, Decision<E> decision, Reply<S, R> reply, Consumer<S> then) {
    if (kept.hasDone(command.meta().command())) {
      return Effect().reply(command.replyTo(), reply.from(kept));
    }
    return switch (decision) {
      case Decision.Accept(var events) ->
          Effect()
              .persist(envelopes(kept, command.meta(), events))
              .thenRun((Kept<S> after) -> then.accept(after.state()))
              .thenReply(command.replyTo(), reply::from);
      case Decision.Refuse(var refusal) -> refuse(command, refusal, !kept.exists());
    };
  }

  /** Reads: replies from the state, or NOT_FOUND where there is none. */
  protected final ReplyEffect<Recorded<E>, Kept<S>> show(
      Kept<S> kept, C command, Reply<S, R> reply) {
    return kept.exists()
        ? Effect().reply(command.replyTo(), reply.from(kept))
        : refuse(command, Refusal.notFound(noun()), true);
  }

  protected final ReplyEffect<Recorded<E>, Kept<S>> refuse(C command, Refusal refusal) {
    return refuse(command, refusal, false);
  }

  private ReplyEffect<Recorded<E>, Kept<S>> refuse(C command, Refusal refusal, boolean absent) {
    var effect = Effect().none();
    return (absent ? effect.thenRun((Kept<S> _) -> leave()) : effect.thenRun((Kept<S> _) -> {}))
        .thenReply(command.replyTo(), (Kept<S> _) -> refused(refusal));
  }

  private void complain(Throwable failure) {
    log.atError()
        .addKeyValue("entity", persistenceId().id())
        .addKeyValue("cause", String.valueOf(failure.getMessage()))
        .log("an entity does not come back from the journal; it is tried again");
  }

  private List<Recorded<E>> envelopes(Kept<S> kept, Meta meta, List<E> events) {
    var now = clock.instant();
    return new Envelopes<>(journal, now, meta)
        .wrap(
            kept.state(),
            kept.tenant().or(() -> owner(meta, events)),
            state -> wakeAt(state, now),
            events);
  }

  /**
   * Whose a new record is: its creator's. What the installation creates for a tenant overrides
   * this.
   */
  protected Optional<TenantId> owner(Meta meta, List<E> events) {
    return meta.caller().tenant();
  }

  /** How a reply is made from what is kept. */
  @FunctionalInterface
  public interface Reply<S, R> {
    R from(Kept<S> kept);
  }

  protected final Clock clock() {
    return clock;
  }
}
