package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;

/** Hosts that answer by a script and remember what they were told. */
public final class ScriptedHosts implements Hosts {
  private final ActorSystem<?> system;
  private final List<HostCommand> seen = new CopyOnWriteArrayList<>();
  private volatile Function<HostCommand, CompletionStage<HostReply>> script;

  public ScriptedHosts(ActorSystem<?> system) {
    this.system = system;
    this.script = _ -> CompletableFuture.completedStage(new HostReply.Noted());
  }

  public void answering(Function<HostCommand, HostReply> answers) {
    script = command -> CompletableFuture.completedStage(answers.apply(command));
  }

  public void silent() {
    script = _ -> new CompletableFuture<>();
  }

  public void failing() {
    script = _ -> CompletableFuture.failedStage(new IllegalStateException("no answer in time"));
  }

  public <C extends HostCommand> List<C> seen(Class<C> type) {
    return seen.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public void forget() {
    seen.clear();
  }

  @Override
  public CompletionStage<HostReply> ask(
      HostId id, Function<ActorRef<HostReply>, HostCommand> command) {
    var asked = command.apply(system.ignoreRef());
    seen.add(asked);
    return script.apply(asked);
  }

  @Override
  public void tell(HostId id, HostCommand command) {
    seen.add(command);
  }
}
