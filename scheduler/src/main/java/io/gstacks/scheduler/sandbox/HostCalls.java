package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sandbox says to hosts. No answer in time is no answer; every other comes back to the
 * sandbox as a command, from whatever thread, and nothing here has a state of its own.
 */
final class HostCalls {
  private static final Logger LOG = LoggerFactory.getLogger(HostCalls.class);

  private final SandboxId id;
  private final Errands.World world;
  private final ActorRef<SandboxCommand> self;
  private final ActorRef<SandboxCommand.Reply> nobody;

  HostCalls(
      SandboxId id,
      Errands.World world,
      ActorRef<SandboxCommand> self,
      ActorRef<SandboxCommand.Reply> nobody) {
    this.id = id;
    this.world = world;
    this.self = self;
    this.nobody = nobody;
  }

  /** {@code sentBefore}: this order was, or may have been, sent already. */
  void perform(Life life, Task task, boolean sentBefore) {
    var sealed = life.spec().environment();
    if (task.order() != Task.Order.PROVISION || sealed.isEmpty()) {
      perform(life, task, Map.of(), sentBefore);
      return;
    }
    // Opening may read the tenant's key from the database, so it has a thread of its own.
    var _ =
        CompletableFuture.supplyAsync(
                () -> opened(life), work -> Thread.ofVirtual().name("open-environment").start(work))
            .whenComplete((environment, failure) -> {
              if (failure == null) {
                perform(life, task, environment, sentBefore);
              } else {
                unopened(life, task, failure);
              }
            });
  }

  private Map<String, String> opened(Life life) {
    return life.spec().environment().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> world.secrets().open(life.tenant(), entry.getValue())));
  }

  /** What is not the tenant's, or forged, stays so; anything else may pass, and is tried again. */
  private void unopened(Life life, Task task, Throwable failure) {
    LOG.atWarn()
        .addKeyValue("sandbox", id)
        .setCause(failure)
        .log("environment could not be opened");
    if (failure.getCause() instanceof IllegalArgumentException) {
      var outcome =
          new WorkOutcome.Failed(
              "environment_unreadable", "its environment cannot be opened", false);
      life.host()
          .ifPresent(host ->
              self.tell(
                  new SandboxCommand.Finished(
                      Meta.system(),
                      host,
                      Orders.commandOf(id, task),
                      life.generation(),
                      outcome,
                      nobody)));
    }
  }

  private void perform(Life life, Task task, Map<String, String> environment, boolean sentBefore) {
    var command = Orders.commandOf(id, task);
    var order = Orders.of(life, task, environment, world.settings());
    perform(life, command, Orders.deadline(task, world.settings()), order, sentBefore);
  }

  /** Has its host start what should run already, which tells whether it is there. */
  void check(Life life, String command) {
    perform(life, command, world.settings().orderDeadline(), new WorkOrder.Start(), true);
  }

  private void perform(
      Life life, String command, Duration remaining, WorkOrder order, boolean sentBefore) {
    long attempt = life.seat().map(Seat::attempt).orElse(life.attempt());
    life.host()
        .ifPresent(host ->
            askHost(
                host,
                replyTo ->
                    new HostCommand.Perform(
                        Meta.system(),
                        id,
                        attempt,
                        life.generation(),
                        command,
                        remaining,
                        order,
                        replyTo),
                reply -> {
                  if (reply instanceof HostReply.Refused(var refusal)) {
                    self.tell(
                        new SandboxCommand.Declined(
                            Meta.system(), command, refusal, sentBefore, nobody));
                  }
                }));
  }

  /** Gives up a reservation that this sandbox does not live by. */
  void release(HostId host, long attempt) {
    askHost(
        host,
        replyTo -> new HostCommand.Release(Meta.system(), id, attempt, replyTo),
        reply -> {
          if (isReleased(reply)) {
            self.tell(new SandboxCommand.Released(Meta.system(), host, attempt, nobody));
          }
        });
  }

  private static boolean isReleased(HostReply reply) {
    return switch (reply) {
      case HostReply.Noted _, HostReply.Accepted _ -> true;
      case HostReply.Refused(var refusal) -> refusal.kind() == Refusal.Kind.NOT_FOUND;
      case HostReply.Granted _, HostReply.Superseded _, HostReply.Reserved _ -> false;
    };
  }

  void claim(Life life, Seat at) {
    var claim = new HostCommand.Claim(id, life.tenant(), at.attempt(), life.spec().resources());
    askHost(
        at.host(),
        replyTo -> new HostCommand.ReserveBatch(Meta.system(), List.of(claim), replyTo),
        reply -> {
          if (reply instanceof HostReply.Reserved(var verdicts, _)
              && verdicts.stream().allMatch(HostReply.Verdict::granted)) {
            self.tell(new SandboxCommand.Adopted(Meta.system(), at.host(), at.attempt(), nobody));
          }
        });
  }

  /** No answer in time is no answer: the errand is run again. */
  private void askHost(
      HostId host,
      Function<ActorRef<HostReply>, HostCommand> command,
      Consumer<HostReply> onReply) {
    var _ =
        world
            .hosts()
            .ask(host, command)
            .whenComplete((reply, failure) -> {
              if (failure == null) {
                onReply.accept(reply);
              } else {
                LOG.atDebug()
                    .addKeyValue("sandbox", id)
                    .addKeyValue("host", host)
                    .log("host gave no answer");
              }
            });
  }
}
