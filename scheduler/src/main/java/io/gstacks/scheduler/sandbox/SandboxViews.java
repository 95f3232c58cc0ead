package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.util.Optional;

/** How a sandbox by the rules looks to others. */
final class SandboxViews {
  private SandboxViews() {}

  static SandboxView of(SandboxId id, Life life, Optional<Integer> queuePosition) {
    return new SandboxView(
        id,
        life.tenant(),
        life.spec(),
        life.status().text(),
        life.wanted().text(),
        life.seat().map(Seat::host),
        life.attempt(),
        life.generation(),
        life.reason(),
        life.container().map(Container::id),
        life.container().map(Container::name),
        life.container().map(Container::imageDigest).filter(digest -> !digest.isEmpty()),
        life.exitCode(),
        life.times().created(),
        life.times().started(),
        life.times().stopped(),
        life.times().archived(),
        life.times().deleted(),
        queuePosition.filter(_ -> life.placing()));
  }

  /** Nothing before it was requested. */
  static Optional<SandboxView> of(SandboxId id, Sandbox sandbox, Optional<Integer> queuePosition) {
    return switch (sandbox) {
      case Sandbox.Absent _ -> Optional.empty();
      case Life life -> Optional.of(of(id, life, queuePosition));
    };
  }
}
