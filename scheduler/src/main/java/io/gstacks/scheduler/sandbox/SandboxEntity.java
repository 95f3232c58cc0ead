package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.DurableEntity;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;

/**
 * The shell around {@link Sandbox}: a saga whose every step is durable. What is due is computed
 * from the state by {@link Agenda} and sent by {@link Errands}; a timer repeats it while the entity
 * is in memory, the waker when it is not.
 */
public final class SandboxEntity
    extends DurableEntity<SandboxCommand, SandboxEvent, Sandbox, SandboxCommand.Reply> {
  public static final EntityTypeKey<SandboxCommand> KEY =
      EntityTypeKey.create(SandboxCommand.class, SandboxJournal.ENTITY);

  private static final SandboxJournal JOURNAL = new SandboxJournal();

  private final SandboxId id;
  private final LifecycleSettings settings;
  private final Errands errands;
  private final Lookout lookout;
  private final Runnable leave;
  private final Audience audience;
  private final Check check;
  private int progressed;

  private SandboxEntity(
      SandboxId id,
      LifecycleSettings settings,
      Errands errands,
      Lookout lookout,
      Clock clock,
      Runnable leave) {
    super(id.value(), JOURNAL, clock);
    this.id = id;
    this.settings = settings;
    this.errands = errands;
    this.lookout = lookout;
    this.leave = leave;
    this.audience = new Audience(id, settings.waiters());
    this.check = new Check(id);
  }

  /** {@code leave} has the entity's shard stop it. */
  public static Behavior<SandboxCommand> create(
      SandboxId id, Errands.World world, Clock clock, Consumer<ActorRef<SandboxCommand>> leave) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new SandboxEntity(
                id,
                world.settings(),
                new Errands(id, world, context, timers),
                new Lookout(world.hosts(), context.getSelf()),
                clock,
                () -> leave.accept(context.getSelf()))));
  }

  @Override
  protected ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> on(
      Kept<Sandbox> kept, SandboxCommand command) {
    return switch (command) {
      case SandboxCommand.Get _ -> show(kept, command, this::view);
      case SandboxCommand.AwaitSettled _ -> awaitSettled(kept, command);
      case SandboxCommand.Archive _ -> archive(kept, command, false);
      case SandboxCommand.Purge _ -> archive(kept, command, true);
      case SandboxCommand.Create _,
          SandboxCommand.Start _,
          SandboxCommand.Stop _,
          SandboxCommand.ArchiveChecked _ ->
          decide(kept, command);
      case SandboxCommand.Placed placed -> placed(kept, placed);
      case SandboxCommand.Finished finished when check.is(finished.command()) ->
          checked(kept, finished);
      case SandboxCommand.Declined declined when check.is(declined.command()) -> {
        check.end();
        yield Effect().reply(declined.replyTo(), new SandboxCommand.Noted());
      }
      case SandboxCommand.Progress progress when progressIsEnough() ->
          Effect().reply(progress.replyTo(), new SandboxCommand.Noted());
      case SandboxCommand.Rediscovered asked ->
          asked(
              kept,
              command,
              HostQuestions.rediscovered(kept.state(), asked, settings, clock().instant()));
      case SandboxCommand.RediscoveryChecked asked ->
          asked(
              kept,
              command,
              HostQuestions.rediscoveryChecked(kept.state(), asked, settings, clock().instant()));
      case SandboxCommand.Holds asked ->
          asked(kept, command, HostQuestions.holds(kept.state(), asked));
      case SandboxCommand.Queued queued -> {
        audience.queuedAt(queued.position());
        yield note(kept, queued);
      }
      case SandboxCommand.Unplaceable _,
          SandboxCommand.Finished _,
          SandboxCommand.Declined _,
          SandboxCommand.Changed _,
          SandboxCommand.HostLost _,
          SandboxCommand.Progress _,
          SandboxCommand.Released _,
          SandboxCommand.Adopted _,
          SandboxCommand.Wake _ ->
          note(kept, command);
    };
  }

  private ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> decide(
      Kept<Sandbox> kept, SandboxCommand command) {
    return persist(kept, command, rules(kept, command), this::view);
  }

  /** The same for who wants to hear no more than that it was noted. */
  private ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> note(
      Kept<Sandbox> kept, SandboxCommand command) {
    return persist(kept, command, rules(kept, command), _ -> new SandboxCommand.Noted());
  }

  private Decision<SandboxEvent> rules(Kept<Sandbox> kept, SandboxCommand command) {
    return Answers.to(id, kept.state(), command, settings, clock().instant());
  }

  private ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> persist(
      Kept<Sandbox> kept,
      SandboxCommand command,
      Decision<SandboxEvent> decision,
      Reply<Sandbox, SandboxCommand.Reply> reply) {
    var before = kept.state();
    return answer(kept, command, decision, reply, after -> goOn(before, after));
  }

  /** What was decided is stored; now the world may know. */
  private void goOn(Sandbox before, Sandbox after) {
    if (after instanceof Life life) {
      errands.run(before, life, clock().instant());
      audience.changed(life);
    }
  }

  private ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> awaitSettled(
      Kept<Sandbox> kept, SandboxCommand command) {
    if (kept.state() instanceof Life life && !life.status().settled()) {
      audience.await(command.replyTo());
      return Effect().noReply();
    }
    return show(kept, command, this::view);
  }

  /** Its host is looked at first: without it nothing is persisted (I8). */
  private ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> archive(
      Kept<Sandbox> kept, SandboxCommand command, boolean purge) {
    if (kept.state() instanceof Life life
        && !kept.hasDone(command.meta().command())
        && Wishes.needsHost(life, purge)) {
      life.host()
          .ifPresent(host ->
              lookout.lookAt(
                  host,
                  presence ->
                      new SandboxCommand.ArchiveChecked(
                          command.meta(), purge, presence, command.replyTo()),
                  command.replyTo()));
      return Effect().noReply();
    }
    return decide(kept, command);
  }

  private ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> placed(
      Kept<Sandbox> kept, SandboxCommand.Placed placed) {
    if (PlacementNews.unwanted(kept.state(), placed.attempt(), placed.host())) {
      errands.hosts().release(placed.host(), placed.attempt());
    }
    return note(kept, placed);
  }

  private ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> asked(
      Kept<Sandbox> kept, SandboxCommand command, HostQuestions.Step step) {
    return switch (step) {
      case HostQuestions.Step.Answer(var claim, var why, var events) -> {
        var reply = new SandboxCommand.Claimed(claim, why);
        yield kept.exists()
            ? persist(kept, command, Decision.accept(events), _ -> reply)
            : Effect()
                .none()
                .thenRun((Kept<Sandbox> _) -> leave())
                .thenReply(command.replyTo(), (Kept<Sandbox> _) -> reply);
      }
      case HostQuestions.Step.LookAt(var host, var then) -> {
        lookout.lookAt(host, then, command.replyTo());
        yield Effect().noReply();
      }
      case HostQuestions.Step.Try(var life) -> {
        errands.hosts().check(life, check.begin(command.replyTo()));
        yield Effect().noReply();
      }
    };
  }

  private ReplyEffect<Recorded<SandboxEvent>, Kept<Sandbox>> checked(
      Kept<Sandbox> kept, SandboxCommand.Finished finished) {
    var events =
        Rediscovery.checked(
            kept.state(), finished.host(), finished.outcome(), settings, clock().instant());
    var before = kept.state();
    return answer(
        kept,
        finished,
        Decision.accept(events),
        _ -> new SandboxCommand.Noted(),
        after -> {
          check.end();
          goOn(before, after);
        });
  }

  /** A chatty agent does not fill the journal. */
  private boolean progressIsEnough() {
    return ++progressed > settings.progressEvents();
  }

  private SandboxCommand.Reply view(Kept<Sandbox> kept) {
    return audience.show(kept.state());
  }

  /** Whatever brought it back: it goes on where it was. */
  @Override
  protected void recovered(Kept<Sandbox> kept) {
    goOn(kept.state(), kept.state());
  }

  @Override
  protected SandboxCommand.Reply refused(Refusal refusal) {
    return new SandboxCommand.Refused(refusal);
  }

  @Override
  protected String noun() {
    return Audience.NOUN;
  }

  @Override
  protected Optional<Instant> wakeAt(Sandbox state, Instant now) {
    return Agenda.wakeAt(state, now, settings.repeatAfter());
  }

  @Override
  protected Optional<TenantId> owner(Meta meta, List<SandboxEvent> events) {
    return events.stream()
        .filter(SandboxEvent.Requested.class::isInstance)
        .map(SandboxEvent.Requested.class::cast)
        .map(SandboxEvent.Requested::tenant)
        .findFirst()
        .or(() -> super.owner(meta, events));
  }

  @Override
  protected void leave() {
    leave.run();
  }
}
