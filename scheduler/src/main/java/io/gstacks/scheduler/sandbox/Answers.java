package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.persistence.entity.Decision;
import java.time.Instant;

/** What each command comes to in each state: the rules as one function. */
final class Answers {
  /** No task has it: a command that is not of this sandbox's agenda. */
  private static final int NO_TASK = 0;

  private Answers() {}

  static Decision<SandboxEvent> to(
      SandboxId id,
      Sandbox sandbox,
      SandboxCommand command,
      LifecycleSettings settings,
      Instant now) {
    return switch (command) {
      case SandboxCommand.Create(_, var tenant, var spec, _) ->
          Wishes.create(sandbox, tenant, spec, now);
      case SandboxCommand.Start _ -> Wishes.start(sandbox);
      case SandboxCommand.Stop _ -> Wishes.stop(sandbox, now);
      case SandboxCommand.Archive _ ->
          Wishes.archive(sandbox, false, HostPresence.NOT_NEEDED, settings, now);
      case SandboxCommand.Purge _ ->
          Wishes.archive(sandbox, true, HostPresence.NOT_NEEDED, settings, now);
      case SandboxCommand.ArchiveChecked(_, var purge, var host, _) ->
          Wishes.archive(sandbox, purge, host, settings, now);
      case SandboxCommand.Placed(_, var attempt, var host, _) ->
          PlacementNews.placed(sandbox, attempt, host);
      case SandboxCommand.Queued(_, var attempt, var message, _, _) ->
          PlacementNews.waiting(sandbox, attempt, message);
      case SandboxCommand.Unplaceable(_, var attempt, var message, var filters, _) ->
          PlacementNews.unplaceable(sandbox, attempt, message, filters);
      case SandboxCommand.Finished(_, var host, var work, _, var outcome, _) ->
          WorkNews.finished(sandbox, host, number(id, work), outcome, settings, now);
      case SandboxCommand.Declined(_, var work, var refusal, var sentBefore, _) ->
          WorkNews.declined(sandbox, number(id, work), refusal, sentBefore, settings, now);
      case SandboxCommand.Changed(_, var host, var workload, _) ->
          HostNews.changed(sandbox, host, workload, settings, now);
      case SandboxCommand.HostLost(_, var host, _, _) -> HostNews.hostLost(sandbox, host, now);
      case SandboxCommand.Progress(_, var host, var step, var detail, _) ->
          HostNews.progressed(sandbox, host, step, detail);
      case SandboxCommand.Released(_, var host, var attempt, _) ->
          HostNews.released(sandbox, host, attempt);
      case SandboxCommand.Adopted(_, var host, var attempt, _) ->
          HostNews.adopted(sandbox, host, attempt);
      case SandboxCommand.Wake _ -> Agenda.tick(sandbox, now);
      // Reads, and questions whose verdict is an answer of its own: see Rediscovery.
      case SandboxCommand.Get _,
          SandboxCommand.AwaitSettled _,
          SandboxCommand.Holds _,
          SandboxCommand.Rediscovered _,
          SandboxCommand.RediscoveryChecked _ ->
          Decision.already();
    };
  }

  private static int number(SandboxId id, String command) {
    return Orders.number(id, command).orElse(NO_TASK);
  }
}
