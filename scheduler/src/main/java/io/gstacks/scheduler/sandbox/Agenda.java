package io.gstacks.scheduler.sandbox;

import io.gstacks.persistence.entity.Decision;
import io.gstacks.scheduler.sandbox.Sandbox.Absent;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a sandbox has to do by itself, computed from its state alone, so that a crash loses none.
 */
final class Agenda {
  /** Something to send. All of them may be sent again. */
  sealed interface Errand {
    record AskForPlace(long attempt) implements Errand {}

    record Perform(Task task) implements Errand {}

    record Release(Seat left) implements Errand {}

    /** A host where its workload was found is to reserve for it. */
    record Claim(Seat at) implements Errand {}
  }

  private Agenda() {}

  static List<Errand> errands(Sandbox sandbox, Instant now) {
    return switch (sandbox) {
      case Absent _ -> List.of();
      case Life life -> {
        var errands = new ArrayList<Errand>(1);
        if (life.placing() && due(life.again(), now)) {
          errands.add(new Errand.AskForPlace(life.attempt()));
        }
        life.task().filter(task -> task.due(now)).map(Errand.Perform::new).ifPresent(errands::add);
        life.seat().filter(at -> !at.claimed()).map(Errand.Claim::new).ifPresent(errands::add);
        life.leftovers().forEach(left -> errands.add(new Errand.Release(left)));
        yield errands;
      }
    };
  }

  /** What time alone brings about. */
  static Decision<SandboxEvent> tick(Sandbox sandbox, Instant now) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life when life.task().isPresent() || !due(life.again(), now) -> Decision.already();
      case Life life when life.interrupted() -> Decision.accept(Wishes.startAgain(life));
      case Life life when life.status() == Status.ARCHIVED && life.workspace().isPresent() ->
          Decision.accept(new SandboxEvent.WorkspaceExpired(false));
      case Life _ -> Decision.already();
    };
  }

  /** When it wants to look again, if nothing comes before. */
  static Optional<Instant> wakeAt(Sandbox sandbox, Instant now, Duration repeatAfter) {
    return switch (sandbox) {
      case Absent _ -> Optional.empty();
      case Life life -> {
        var repeat = now.plus(repeatAfter);
        yield Stream.of(
                life.again(),
                life.task().map(task -> task.notBefore().orElse(repeat)),
                life.placing() ? Optional.of(life.again().orElse(repeat)) : none(),
                life.leftovers().isEmpty() ? none() : Optional.of(repeat),
                life.seat().filter(at -> !at.claimed()).map(_ -> repeat))
            .flatMap(Optional::stream)
            .map(at -> at.isAfter(now) ? at : repeat)
            .min(Instant::compareTo);
      }
    };
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  private static boolean due(Optional<Instant> at, Instant now) {
    return at.map(moment -> !moment.isAfter(now)).orElse(true);
  }
}
