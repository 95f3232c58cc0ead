package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.scheduler.sandbox.Sandbox.Absent;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.util.Map;

/** What the scheduler's answers come to. One to an attempt that is over changes nothing. */
final class PlacementNews {
  private PlacementNews() {}

  /** Whether the reservation is of no use and its host should know at once. */
  static boolean unwanted(Sandbox sandbox, long attempt, HostId host) {
    return switch (sandbox) {
      case Absent _ -> true;
      case Life life when life.placing() && life.attempt() == attempt -> false;
      case Life life -> life.seat().map(at -> !at.is(host, attempt)).orElse(true);
    };
  }

  static Decision<SandboxEvent> placed(Sandbox sandbox, long attempt, HostId host) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life when life.placing() && life.attempt() == attempt ->
          Decision.accept(new SandboxEvent.Placed(host, attempt, life.generation() + 1));
      case Life _ -> Decision.already();
    };
  }

  static Decision<SandboxEvent> waiting(Sandbox sandbox, long attempt, String message) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life when life.placing() && life.attempt() == attempt && !saysSo(life, message) ->
          Decision.accept(new SandboxEvent.Waiting(attempt, message));
      case Life _ -> Decision.already();
    };
  }

  private static boolean saysSo(Life life, String message) {
    return life.reason().map(reason -> reason.message().equals(message)).orElse(false);
  }

  static Decision<SandboxEvent> unplaceable(
      Sandbox sandbox, long attempt, String message, Map<String, Integer> filters) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life when life.placing() && life.attempt() == attempt ->
          Decision.accept(new SandboxEvent.Failed("no_eligible_host", message, true, filters));
      case Life _ -> Decision.already();
    };
  }
}
