package io.gstacks.host.fleet;

import io.gstacks.host.fleet.HostCommand.Introduction;
import io.gstacks.host.fleet.Member.Standing;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Who comes in as this host: its own agent, one at a time, as long as nobody shut it out (I5). */
final class Admission {
  private Admission() {}

  static Decision<HostEvent> enrolAgain(Member host, HostEvent.Enrolled wanted) {
    var identity = host.identity();
    if (!identity.tenant().equals(wanted.tenant())
        || !identity.cluster().equals(wanted.cluster())) {
      return Decision.refuse(Refusal.notFound("host"));
    }
    return switch (host.standing()) {
      case ARCHIVED, LOST -> Decision.refuse(archived(host));
      case NO_TOKEN -> Decision.accept(wanted);
      case DISCONNECTED, CONNECTED ->
          identity.token().equals(wanted.token()) ? Decision.already() : Decision.accept(wanted);
    };
  }

  static Decision<HostEvent> connect(
      Member host, Introduction introduction, Optional<String> liveBootId, Instant now) {
    var refusal =
        stranger(host, introduction)
            .or(() -> barred(host))
            .or(() -> cloned(introduction, liveBootId));
    if (refusal.isPresent()) {
      return Decision.refuse(refusal.get());
    }
    var events = new ArrayList<HostEvent>();
    var said = HostProfile.of(introduction);
    if (!said.equals(host.profile())) {
      events.add(new HostEvent.FactsChanged(said));
    }
    events.add(new HostEvent.Connected(host.epoch() + 1, introduction.bootId(), now));
    return Decision.accept(events);
  }

  private static Optional<Refusal> stranger(Member host, Introduction introduction) {
    var identity = host.identity();
    var owner = introduction.owner();
    return identity.tenant().equals(owner.tenant()) && identity.cluster().equals(owner.cluster())
        ? Optional.empty()
        : Optional.of(Refusal.notFound("host"));
  }

  private static Optional<Refusal> cloned(Introduction introduction, Optional<String> liveBootId) {
    return liveBootId
        .filter(boot -> !boot.equals(introduction.bootId()))
        .map(_ -> Refusal.conflict("host_cloned", "another agent with this identity is connected"));
  }

  static Optional<Refusal> barred(Member host) {
    return switch (host.standing()) {
      case DISCONNECTED, CONNECTED -> Optional.empty();
      case NO_TOKEN ->
          Optional.of(
              new Refusal(
                  Refusal.Kind.FORBIDDEN,
                  "no_token",
                  "the token that let this host in was revoked; enrol it with another",
                  false,
                  Map.of()));
      case ARCHIVED, LOST -> Optional.of(archived(host));
    };
  }

  private static Refusal archived(Member host) {
    return new Refusal(
        Refusal.Kind.CONFLICT,
        "host_archived",
        "the host is archived",
        false,
        Map.of("lost", host.standing() == Standing.LOST));
  }

  /** Why the session of this epoch speaks for the host no more. */
  static Optional<Refusal> superseded(Member host, long epoch) {
    return host.standing() == Standing.CONNECTED && host.epoch() == epoch
        ? Optional.empty()
        : Optional.of(
            barred(host).orElseGet(() -> Refusal.unavailable("superseded", "a newer line")));
  }
}
