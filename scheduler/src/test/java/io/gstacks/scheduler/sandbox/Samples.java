package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.sealed.Sealed;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What tests of sandboxes are made of. */
final class Samples {
  static final SandboxId ID = new SandboxId("sbx_" + Ulid.derived("sandbox"));
  static final TenantId TENANT = new TenantId("tnt_" + Ulid.derived("tenant"));
  static final ClusterId CLUSTER = new ClusterId("cls_" + Ulid.derived("cluster"));
  static final HostId HOST = new HostId("hst_" + Ulid.derived("host"));
  static final HostId OTHER = new HostId("hst_" + Ulid.derived("other"));
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Sealed SECRET = new Sealed("1:" + Ulid.derived("key") + ":c2VjcmV0");

  static final LifecycleSettings SETTINGS =
      new LifecycleSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          3,
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          Duration.ofDays(7),
          Duration.ofSeconds(30),
          2,
          2);

  private Samples() {}

  static SandboxSpec spec() {
    return spec(Duration.ZERO, Map.of());
  }

  static SandboxSpec spec(Duration queueTimeout, Map<String, Sealed> environment) {
    return new SandboxSpec(
        "first",
        CLUSTER,
        Optional.empty(),
        "gstacks/base",
        "if_missing",
        List.of("sleep", "1"),
        environment,
        new Resources(500, 512, 1024),
        Set.of("fast"),
        Set.of("docker"),
        Map.of("team", "a"),
        queueTimeout);
  }

  static Life requested() {
    return after(Sandbox.absent(), new SandboxEvent.Requested(TENANT, spec(), NOW));
  }

  static Life placed() {
    return after(requested(), new SandboxEvent.Placed(HOST, 1, 1));
  }

  static Life running() {
    return after(placed(), new SandboxEvent.Started(container(1), NOW));
  }

  static Life stopped() {
    return after(
        running(),
        new SandboxEvent.StopRequested(),
        new SandboxEvent.Stopped(Optional.of(0), false, NOW));
  }

  static Life archiving() {
    return after(running(), new SandboxEvent.ArchiveRequested(false));
  }

  static Life archived() {
    return after(archiving(), new SandboxEvent.Archived(Optional.of(NOW.plusSeconds(60)), NOW));
  }

  static Life failed() {
    return after(requested(), new SandboxEvent.Failed("no_eligible_host", "none", true, Map.of()));
  }

  static Life after(Sandbox sandbox, SandboxEvent... events) {
    return after(sandbox, List.of(events));
  }

  static Life after(Sandbox sandbox, Decision<SandboxEvent> decision) {
    return switch (decision) {
      case Decision.Accept(var events) -> after(sandbox, events);
      case Decision.Refuse(var refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  static Life after(Sandbox sandbox, List<SandboxEvent> events) {
    var state = sandbox;
    for (var event : events) {
      state = Fold.apply(state, event);
    }
    return (Life) state;
  }

  static Container container(long generation) {
    return new Container("c" + generation, "gstacks-" + generation, "sha256:1");
  }

  static Workload workload(long generation, Workload.State state, String reason) {
    return new Workload(
        ID,
        generation,
        state,
        "c" + generation,
        "gstacks-" + generation,
        state == Workload.State.EXITED ? 3 : 0,
        reason,
        "gstacks/base",
        "sha256:1");
  }

  static WorkOutcome done(long generation, Workload.State state) {
    return new WorkOutcome.Done(workload(generation, state, ""), Map.of());
  }

  /** A workload may still be there. */
  static WorkOutcome leftSomething(String code) {
    return new WorkOutcome.Failed(code, "because", true, true);
  }

  static WorkOutcome fault(String code, boolean retryable) {
    return new WorkOutcome.Failed(code, "because", retryable);
  }
}
