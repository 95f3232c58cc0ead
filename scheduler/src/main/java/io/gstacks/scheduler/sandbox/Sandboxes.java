package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** How sandboxes are reached, wherever they live. */
public interface Sandboxes {
  /** Fails with a timeout when none answers within the settings' ask timeout. */
  CompletionStage<SandboxCommand.Reply> ask(
      SandboxId id, Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command);

  /** The same with a timeout of its own, for AwaitSettled. */
  CompletionStage<SandboxCommand.Reply> ask(
      SandboxId id,
      Duration timeout,
      Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command);
}
