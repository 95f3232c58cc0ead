package io.gstacks.host.session;

import io.gstacks.agent.protocol.CleanupItem;
import io.gstacks.host.SandboxId;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.Disowned;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** An inventory, sorted: what stays, what must go before the agent is welcome, what is nobody's. */
record Sorting(List<SandboxId> kept, List<CleanupItem> stale, List<Disowned> disowned) {
  private static final int AT_ONCE = 32;

  Sorting {
    kept = List.copyOf(kept);
    stale = List.copyOf(stale);
    disowned = List.copyOf(disowned);
  }

  /** One workload's lot. */
  private record Lot(
      Optional<SandboxId> kept, Optional<CleanupItem> stale, Optional<Disowned> disowned) {
    static Lot kept(Workload workload) {
      return new Lot(Optional.of(workload.sandbox()), Optional.empty(), Optional.empty());
    }

    static Lot stale(Workload workload) {
      return new Lot(Optional.empty(), Optional.of(item(workload)), Optional.empty());
    }

    static Lot disowned(Disowned workload) {
      return new Lot(Optional.empty(), Optional.empty(), Optional.of(workload));
    }

    private static CleanupItem item(Workload workload) {
      return CleanupItem.newBuilder()
          .setSandboxId(workload.sandbox().value())
          .setUpToGeneration(workload.generation())
          .setContainer(workload.container())
          .build();
    }
  }

  /** Asks for each proven workload whether it is to stay. Fails when one question has no answer. */
  static CompletionStage<Sorting> ask(
      List<Workloads.Checked> inventory,
      Identity.Host peer,
      SandboxPort sandboxes,
      Duration timeout,
      Materializer materializer) {
    return Source.from(inventory)
        .mapAsync(
            AT_ONCE,
            checked ->
                switch (checked) {
                  case Workloads.Unproven(var workload) ->
                      CompletableFuture.completedFuture(Lot.disowned(workload));
                  case Workloads.Proven(var workload) ->
                      sandboxes
                          .rediscovered(peer.host(), peer.tenant(), peer.cluster(), workload)
                          .toCompletableFuture()
                          .copy()
                          .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                          .thenApply(claim -> lot(workload, claim));
                })
        .runWith(Sink.seq(), materializer)
        .thenApply(Sorting::of);
  }

  /** Of a host that was declared lost: all that is proven to be ours goes. */
  static Sorting allStale(List<Workloads.Checked> inventory) {
    return of(
        inventory.stream()
            .map(checked ->
                switch (checked) {
                  case Workloads.Unproven(var workload) -> Lot.disowned(workload);
                  case Workloads.Proven(var workload) -> Lot.stale(workload);
                })
            .toList());
  }

  private static Lot lot(Workload workload, SandboxPort.Claim claim) {
    return switch (claim) {
      case OURS -> Lot.kept(workload);
      case STALE -> Lot.stale(workload);
      case IGNORED_ARCHIVED -> Lot.disowned(ignored(workload, "archived"));
      case IGNORED_NOT_FOUND -> Lot.disowned(ignored(workload, "not_found"));
    };
  }

  private static Disowned ignored(Workload workload, String reason) {
    return new Disowned(
        Disowned.Kind.IGNORED,
        workload.container(),
        workload.containerName(),
        workload.sandbox().value(),
        workload.generation(),
        reason);
  }

  private static Sorting of(List<Lot> lots) {
    return new Sorting(
        lots.stream().flatMap(lot -> lot.kept().stream()).toList(),
        lots.stream().flatMap(lot -> lot.stale().stream()).toList(),
        lots.stream().flatMap(lot -> lot.disowned().stream()).toList());
  }
}
