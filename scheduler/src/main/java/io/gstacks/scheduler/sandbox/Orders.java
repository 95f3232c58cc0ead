package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** How tasks are put to a host. */
final class Orders {
  private Orders() {}

  /**
   * {@code wrk_<the sandbox's ulid>_<number>}: the same task, the same command, after any crash.
   */
  static String commandOf(SandboxId sandbox, Task task) {
    return prefix(sandbox) + task.number();
  }

  /** The task that a command is, when it is one of this sandbox. */
  static OptionalInt number(SandboxId sandbox, String command) {
    var prefix = prefix(sandbox);
    var digits = command.startsWith(prefix) ? command.substring(prefix.length()) : "";
    return digits.matches("[1-9][0-9]{0,8}")
        ? OptionalInt.of(Integer.parseInt(digits))
        : OptionalInt.empty();
  }

  private static String prefix(SandboxId sandbox) {
    return "wrk_" + sandbox.value().substring(SandboxId.PREFIX.length()) + "_";
  }

  /** {@code environment} is in the clear: keep it nowhere. */
  static WorkOrder of(
      Life life, Task task, Map<String, String> environment, LifecycleSettings settings) {
    var spec = life.spec();
    return switch (task.order()) {
      case PROVISION ->
          new WorkOrder.Provision(
              life.tenant(),
              spec.name(),
              spec.image(),
              spec.pull(),
              spec.command(),
              environment,
              spec.resources());
      case START -> new WorkOrder.Start();
      case STOP -> new WorkOrder.Stop(settings.stopGrace());
      case REMOVE -> new WorkOrder.Remove(false);
      case PURGE -> new WorkOrder.Remove(true);
    };
  }

  static Duration deadline(Task task, LifecycleSettings settings) {
    return switch (task.order()) {
      case PROVISION -> settings.provisionDeadline();
      case START, STOP, REMOVE, PURGE -> settings.orderDeadline();
    };
  }
}
