package io.gstacks.host.session;

import io.gstacks.agent.protocol.Cleanup;
import io.gstacks.agent.protocol.CleanupItem;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.persistence.entity.Refusal;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.stream.Materializer;

/**
 * The way from Hello to Welcome: the agent greets, the host entity grants an epoch, the inventory
 * is sorted, what is stale is removed. An agent of a host that was declared lost comes as far as
 * the removal.
 */
final class Entrance {
  private final ActorContext<SessionMessage> context;
  private final Identity.Host peer;
  private final SessionWorld world;
  private final Outbox outbox;
  private final Pulse pulse;
  private final Deadlines deadlines;
  private final Greeting greeting;
  private Stage stage = Stage.GREETING;

  private enum Stage {
    GREETING,
    ADMISSION,
    SORTING,
    CLEANING,
    LAST_CLEANING,
    WELCOME
  }

  Entrance(
      ActorContext<SessionMessage> context,
      Identity.Host peer,
      SessionWorld world,
      Outbox outbox,
      Pulse pulse,
      Deadlines deadlines,
      Workloads workloads) {
    this.context = context;
    this.peer = peer;
    this.world = world;
    this.outbox = outbox;
    this.pulse = pulse;
    this.deadlines = deadlines;
    this.greeting = new Greeting(workloads, world.settings().session().maxWorkloads());
  }

  /** An epoch may be granted at any moment, and would have to be given back. */
  boolean isAsking() {
    return stage == Stage.ADMISSION;
  }

  boolean isWelcome() {
    return stage == Stage.WELCOME;
  }

  Optional<Farewell> hear(FromAgent said) {
    return switch (stage) {
      case GREETING -> greet(said);
      case CLEANING, LAST_CLEANING -> cleaned(said);
      case ADMISSION, SORTING, WELCOME ->
          throw new ProtocolException(said.getMessageCase() + " before Welcome");
    };
  }

  private Optional<Farewell> greet(FromAgent said) {
    if (greeting.hear(said)) {
      stage = Stage.ADMISSION;
      var hello = greeting.hello();
      var introduction = Introductions.of(peer, hello);
      pulse.condition(Introductions.condition(hello.getTelemetry(), hello.getRuntimesList()));
      var noAnswer =
          new HostReply.Refused(
              Refusal.unavailable("unavailable", "the host's record does not answer"));
      context.pipeToSelf(
          pulse.connect(introduction),
          (reply, failure) -> new SessionMessage.Admitted(failure == null ? reply : noAnswer));
      deadlines.cleanup();
    }
    return Optional.empty();
  }

  Optional<Farewell> admitted(HostReply reply) {
    return switch (reply) {
      case HostReply.Granted(var epoch) -> {
        granted(epoch);
        yield Optional.empty();
      }
      case HostReply.Refused(var refusal) -> refused(refusal);
      case HostReply.Accepted _, HostReply.Noted _, HostReply.Superseded _, HostReply.Reserved _ ->
          Optional.of(Farewell.unavailable("no admission"));
    };
  }

  private void granted(long epoch) {
    stage = Stage.SORTING;
    outbox.begin(epoch);
    pulse.begin(epoch);
    pulse.beat();
    deadlines.alive();
    context.pipeToSelf(
        Sorting.ask(
            greeting.inventory(),
            peer,
            world.sandboxes(),
            world.settings().askTimeout(),
            Materializer.matFromSystem(context.getSystem())),
        (sorting, failure) ->
            new SessionMessage.Sorted(failure == null ? Optional.of(sorting) : Optional.empty()));
  }

  private Optional<Farewell> refused(Refusal refusal) {
    var code = refusal.code();
    return switch (code) {
      case "host_archived" ->
          Boolean.TRUE.equals(refusal.details().get("lost"))
              ? cleanAll()
              : Optional.of(new Farewell(code, refusal.message(), true));
      case "no_token" -> Optional.of(new Farewell(code, refusal.message(), true));
      case "host_cloned" -> Optional.of(new Farewell(code, refusal.message(), false));
      case "not_found" ->
          Optional.of(new Farewell("no_token", "this installation does not know the host", true));
      default -> Optional.of(Farewell.unavailable(refusal.message()));
    };
  }

  private Optional<Farewell> cleanAll() {
    var stale = Sorting.allStale(greeting.inventory()).stale();
    if (stale.isEmpty()) {
      return Optional.of(lost());
    }
    stage = Stage.LAST_CLEANING;
    return clean(stale);
  }

  Optional<Farewell> sorted(Optional<Sorting> sorting) {
    if (sorting.isEmpty()) {
      return Optional.of(Farewell.unavailable("the sandboxes do not answer"));
    }
    var lots = sorting.get();
    pulse.disown(lots.disowned());
    pulse.shown(lots.kept());
    if (lots.stale().isEmpty()) {
      stage = Stage.WELCOME;
      return Optional.empty();
    }
    stage = Stage.CLEANING;
    return clean(lots.stale());
  }

  private Optional<Farewell> clean(List<CleanupItem> stale) {
    return outbox.send(ToAgent.newBuilder().setCleanup(Cleanup.newBuilder().addAllItems(stale)));
  }

  private Optional<Farewell> cleaned(FromAgent said) {
    if (!said.hasCleanupDone()) {
      return Optional.empty();
    }
    if (stage == Stage.LAST_CLEANING) {
      return Optional.of(lost());
    }
    stage = Stage.WELCOME;
    return Optional.empty();
  }

  private static Farewell lost() {
    return new Farewell("host_archived", "the host was declared lost", true);
  }
}
