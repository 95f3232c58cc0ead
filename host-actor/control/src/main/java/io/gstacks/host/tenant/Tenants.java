package io.gstacks.host.tenant;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.TenantId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** How tenants and their API keys are reached. */
public interface Tenants {
  CompletionStage<TenantCommand.Reply> ask(
      TenantId id, Function<ActorRef<TenantCommand.Reply>, TenantCommand> command);

  CompletionStage<KeyCommand.Reply> askKey(
      KeyId id, Function<ActorRef<KeyCommand.Reply>, KeyCommand> command);
}
