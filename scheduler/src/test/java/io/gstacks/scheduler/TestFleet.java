package io.gstacks.scheduler;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.fleet.Facts;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.host.fleet.HostAnnouncements;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.HostView;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;

/** Hosts without a limit that do at once, and report, whatever they are told. */
final class TestFleet implements Hosts {
  static final TenantId TENANT = TenantId.fresh();
  static final ClusterId CLUSTER = ClusterId.fresh();
  private static final Resources PLENTY =
      new Resources(1_000_000_000, 1_000_000_000, 1_000_000_000);

  final Queue<HostCommand> seen = new ConcurrentLinkedQueue<>();
  private final ActorSystem<?> system;
  private final List<HostId> hosts;
  private final AtomicReference<Optional<SandboxPort>> reports =
      new AtomicReference<>(Optional.empty());

  TestFleet(ActorSystem<?> system, int size) {
    this.system = system;
    this.hosts =
        IntStream.range(0, size).mapToObj(i -> new HostId("hst_" + Ulid.derived("h" + i))).toList();
  }

  void reportTo(SandboxPort port) {
    reports.set(Optional.of(port));
  }

  void announce(HostAnnouncements announcements) {
    hosts.forEach(host -> announcements.announce(announcement(host)));
  }

  @Override
  public CompletionStage<HostReply> ask(
      HostId id, Function<ActorRef<HostReply>, HostCommand> command) {
    var asked = command.apply(system.ignoreRef());
    seen.add(asked);
    return CompletableFuture.completedStage(
        switch (asked) {
          case HostCommand.ReserveBatch(_, var claims, _) ->
              new HostReply.Reserved(
                  claims.stream()
                      .map(claim -> new HostReply.Verdict(claim.sandbox(), claim.attempt(), ""))
                      .toList(),
                  announcement(id));
          case HostCommand.Get _ -> new HostReply.Accepted(view(id));
          case HostCommand.Perform perform -> {
            reports.get().ifPresent(port -> report(port, id, perform));
            yield new HostReply.Accepted(view(id));
          }
          default -> new HostReply.Noted();
        });
  }

  @Override
  public void tell(HostId id, HostCommand command) {
    seen.add(command);
  }

  private static void report(SandboxPort port, HostId host, HostCommand.Perform perform) {
    var state =
        switch (perform.order()) {
          case WorkOrder.Provision _, WorkOrder.Start _ -> Workload.State.RUNNING;
          case WorkOrder.Stop _ -> Workload.State.EXITED;
          case WorkOrder.Remove _ -> Workload.State.ABSENT;
        };
    var workload =
        new Workload(
            perform.sandbox(),
            perform.generation(),
            state,
            "container",
            "name",
            0,
            "",
            "gstacks/base",
            "");
    var _ =
        port.finished(
            host,
            TENANT,
            perform.sandbox(),
            perform.command(),
            perform.generation(),
            new WorkOutcome.Done(workload, Map.of()));
  }

  private static HostAnnouncement announcement(HostId host) {
    return new HostAnnouncement(
        host,
        TENANT,
        CLUSTER,
        1,
        true,
        "",
        PLENTY,
        PLENTY,
        8,
        Set.of("docker"),
        Set.of(),
        Set.of());
  }

  private static HostView view(HostId host) {
    return new HostView(
        host,
        "host",
        TENANT,
        CLUSTER,
        "connected",
        true,
        "",
        new Facts("host", "1", "linux", "amd64", "6"),
        List.of(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        PLENTY,
        Resources.NONE,
        List.of(),
        1,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
