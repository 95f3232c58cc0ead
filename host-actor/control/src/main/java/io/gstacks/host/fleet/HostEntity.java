package io.gstacks.host.fleet;

import io.gstacks.host.HostId;
import io.gstacks.host.HostSettings;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.fleet.HostReply.Noted;
import io.gstacks.host.fleet.HostReply.Refused;
import io.gstacks.host.fleet.HostReply.Superseded;
import io.gstacks.host.fleet.Member.Standing;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.DurableEntity;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;

/**
 * The shell around {@link Member} and its {@link Ledger}, behind the one {@link Door} to an agent.
 *
 * <p>What it knows of the {@link Line} is never stored: a recovered host is away until its session
 * reports the current epoch, which each session does each second. Reservations are stored before
 * they are answered; that a lease became a hold is stored later, in batches, because losing it
 * costs only a question to the sandbox.
 */
public final class HostEntity extends DurableEntity<HostCommand, HostEvent, Host, HostReply> {
  public static final EntityTypeKey<HostCommand> KEY =
      EntityTypeKey.create(HostCommand.class, HostJournal.ENTITY);

  /** What a host needs of the world around it. {@code leave}: this entity may be passivated. */
  public record World(
      HostSettings settings,
      SandboxPort sandboxes,
      HostAnnouncements announcements,
      Clock clock,
      Runnable leave) {}

  private final World world;
  private final Line line = new Line(System::nanoTime);
  private final Door door = new Door(line);
  private final HostDuties duties;
  private final HostAftermath aftermath;

  private HostEntity(
      HostId id,
      World world,
      ActorContext<HostCommand> context,
      TimerScheduler<HostCommand> timers) {
    super(id.value(), new HostJournal(), world.clock(), world.settings().fleet().snapshotEvery());
    this.world = world;
    this.duties = new HostDuties(id, world, context, timers);
    this.aftermath =
        new HostAftermath(id, world.clock(), line, duties, () -> lastSequenceNumber(context));
  }

  public static Behavior<HostCommand> create(HostId id, World world) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HostEntity(id, world, context, timers)));
  }

  @Override
  protected ReplyEffect<Recorded<HostEvent>, Kept<Host>> on(Kept<Host> kept, HostCommand command) {
    return switch (kept.state()) {
      case Host.Absent absent -> onAbsent(kept, absent, command);
      case Member host -> onMember(kept, host, command);
    };
  }

  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> onAbsent(
      Kept<Host> kept, Host.Absent absent, HostCommand command) {
    return switch (command) {
      case HostCommand.Enrol enrol ->
          answer(kept, command, absent.enrol(enrolled(enrol)), this::describe);
      case HostCommand.Alive _ -> say(command, new Superseded("no_token", "unknown host"));
      case HostCommand.LoseToken _,
          HostCommand.Disconnect _,
          HostCommand.Release _,
          HostCommand.Shown _,
          HostCommand.Disown _,
          HostCommand.LeasesAnswered _,
          HostCommand.LossesAnswered _,
          HostCommand.RoundOver _,
          HostCommand.Wake _ ->
          say(command, new Noted());
      case HostCommand.Get _,
          HostCommand.SetTags _,
          HostCommand.Archive _,
          HostCommand.Connect _,
          HostCommand.ReserveBatch _,
          HostCommand.Perform _,
          HostCommand.OpenChannel _ ->
          show(kept, command, this::describe);
    };
  }

  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> onMember(
      Kept<Host> kept, Member host, HostCommand command) {
    var now = clock().instant();
    return switch (command) {
      case HostCommand.Get _ -> show(kept, command, this::describe);
      case HostCommand.SetTags(_, var tags, _) ->
          answer(kept, command, host.tag(tags), this::describe, _ -> duties.changed());
      case HostCommand.Archive(_, var lost, _) ->
          answer(kept, command, host.archive(lost, now), this::describe, aftermath::ended);
      case HostCommand.Enrol enrol ->
          answer(kept, command, host.enrol(enrolled(enrol)), this::describe);
      case HostCommand.LoseToken(_, var token, _) ->
          note(kept, command, host.loseToken(token, now), aftermath::ended);
      case HostCommand.Connect connect -> connect(kept, host, connect, now);
      case HostCommand.Alive alive -> alive(kept, host, alive);
      case HostCommand.Disconnect(_, var epoch, var reason, _) ->
          note(
              kept,
              command,
              host.disconnect(epoch, reason, now),
              after -> aftermath.disconnected(after, epoch));
      case HostCommand.Shown shown -> {
        duties.shown(host, line, shown, now);
        yield say(command, new Noted());
      }
      case HostCommand.Disown(_, _, var workloads, _) ->
          note(kept, command, Decision.accept(Disowned.news(workloads, host.noted())), _ -> {});
      case HostCommand.ReserveBatch batch -> reserve(kept, host, batch, now);
      case HostCommand.Release(_, var sandbox, var attempt, _) -> {
        var given = host.release(List.of(new Ref(sandbox, attempt)), "released");
        yield note(kept, command, given, _ -> duties.changed());
      }
      case HostCommand.Perform work -> given(kept, command, door.perform(host, work));
      case HostCommand.OpenChannel(_, var order, _) ->
          given(kept, command, door.openChannel(host, order));
      case HostCommand.LeasesAnswered(_, var ours, var stale, _) ->
          note(kept, command, host.leasesAnswered(ours, stale), _ -> duties.changed());
      case HostCommand.LossesAnswered(_, var told, _) ->
          note(kept, command, host.lossesTold(told), _ -> {});
      case HostCommand.RoundOver(_, var unanswered, _) -> {
        duties.roundOver(unanswered);
        duties.look(host, line, now);
        yield say(command, new Noted());
      }
      case HostCommand.Wake _ -> wake(kept, host, command, now);
    };
  }

  /** For who wants to hear no more than that it was noted. */
  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> note(
      Kept<Host> kept, HostCommand command, Decision<HostEvent> decision, Consumer<Host> then) {
    return answer(kept, command, decision, _ -> new Noted(), then);
  }

  /** {@code why} an order did not go out, if it did not. */
  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> given(
      Kept<Host> kept, HostCommand command, Optional<Refusal> why) {
    return why.isPresent() ? refuse(command, why.get()) : say(command, describe(kept));
  }

  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> connect(
      Kept<Host> kept, Member host, HostCommand.Connect connect, Instant now) {
    var alive = line.stands() ? Optional.of(host.bootId()) : Optional.<String>empty();
    return answer(
        kept,
        connect,
        host.connect(connect.introduction(), alive, now),
        after -> new HostReply.Granted(HostAftermath.epochOf(after.state())),
        after -> aftermath.connected(after, connect.session()));
  }

  /** Each second for each host, so nothing here is stored unless an engine's health changed. */
  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> alive(
      Kept<Host> kept, Member host, HostCommand.Alive alive) {
    var superseded = Admission.superseded(host, alive.epoch());
    if (superseded.isPresent()) {
      var why = superseded.get();
      return say(alive, new Superseded(why.code(), why.message()));
    }
    line.heard(alive.epoch(), alive.session(), alive.condition());
    var healths = alive.condition().runtimes();
    if (!healths.equals(host.profile().runtimes()) && line.mayRecordHealth()) {
      var change = Decision.<HostEvent>accept(new HostEvent.RuntimesChanged(healths));
      return answer(kept, alive, change, _ -> new Noted(), aftermath::announce);
    }
    aftermath.announce(host);
    return say(alive, new Noted());
  }

  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> reserve(
      Kept<Host> kept, Member host, HostCommand.ReserveBatch command, Instant now) {
    var why = HostViews.unplaceable(host, line.stands());
    var batch = host.consider(command.claims(), world.settings().fleet().overcommit(), why);
    var leaseUntil = now.plus(world.settings().fleet().lease());
    return answer(
        kept,
        command,
        host.reserve(batch, leaseUntil),
        after -> aftermath.reserved(after.state(), batch),
        _ -> duties.armFor(leaseUntil, now));
  }

  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> wake(
      Kept<Host> kept, Member host, HostCommand command, Instant now) {
    var silent = line.isSilent(world.settings().fleet().silence());
    var holds = duties.silentHolds(host, line, now);
    return note(
        kept,
        command,
        host.awake(silent, holds, now),
        after -> aftermath.awake(after, holds, silent && host.standing() == Standing.CONNECTED));
  }

  @Override
  protected void recovered(Kept<Host> kept) {
    aftermath.recovered(kept.state());
  }

  @Override
  protected Optional<Instant> wakeAt(Host state, Instant now) {
    return switch (state) {
      case Host.Absent _ -> Optional.empty();
      case Member host -> host.wakeAt(now, world.settings().fleet());
    };
  }

  @Override
  protected Optional<TenantId> owner(Meta meta, List<HostEvent> events) {
    return events.stream()
        .filter(HostEvent.Enrolled.class::isInstance)
        .map(event -> ((HostEvent.Enrolled) event).tenant())
        .findFirst();
  }

  private HostEvent.Enrolled enrolled(HostCommand.Enrol enrol) {
    return new HostEvent.Enrolled(
        enrol.tenant(),
        enrol.cluster(),
        enrol.token(),
        enrol.publicKey(),
        enrol.facts(),
        clock().instant());
  }

  private HostReply describe(Kept<Host> kept) {
    return aftermath.described(kept.state());
  }

  private ReplyEffect<Recorded<HostEvent>, Kept<Host>> say(HostCommand command, HostReply reply) {
    return Effect().reply(command.replyTo(), reply);
  }

  @Override
  protected HostReply refused(Refusal refusal) {
    return new Refused(refusal);
  }

  @Override
  protected String noun() {
    return "host";
  }

  @Override
  protected void leave() {
    world.leave().run();
  }
}
