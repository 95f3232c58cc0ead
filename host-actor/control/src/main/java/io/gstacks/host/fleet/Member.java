package io.gstacks.host.fleet;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostSettings;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.TokenId;
import io.gstacks.host.fleet.HostCommand.Claim;
import io.gstacks.host.fleet.HostCommand.Introduction;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of a host that enrolled.
 *
 * @param epoch of the last connection; each one has a higher one
 * @param bootId of the agent process that connected last
 * @param lost sandboxes, with their attempts, that must still be told that their host is lost
 * @param noted workloads that were quarantined or ignored: said once, not at each reconnect
 */
public record Member(
    Identity identity,
    HostProfile profile,
    Set<String> tags,
    Standing standing,
    long epoch,
    String bootId,
    Times times,
    Ledger ledger,
    Map<SandboxId, Long> lost,
    List<String> noted)
    implements Host {
  private static final int MAX_TAGS = 64;
  private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9._:=/-]{0,63}");

  public Member {
    tags = Set.copyOf(tags);
    lost = Map.copyOf(lost);
    noted = List.copyOf(noted);
  }

  /** Who a host is. */
  public record Identity(TenantId tenant, ClusterId cluster, TokenId token, String publicKey) {}

  /** When its standing last changed, in each direction. */
  public record Times(
      Instant enrolledAt,
      Optional<Instant> connectedAt,
      Optional<Instant> disconnectedAt,
      Optional<Instant> archivedAt) {}

  /** What the journal last said. LOST is archived too, with workloads that may come back. */
  public enum Standing {
    DISCONNECTED,
    CONNECTED,
    NO_TOKEN,
    ARCHIVED,
    LOST
  }

  Decision<HostEvent> enrolAgain(HostEvent.Enrolled wanted) {
    return Admission.enrolAgain(this, wanted);
  }

  Decision<HostEvent> loseToken(TokenId token, Instant now) {
    return switch (standing) {
      case DISCONNECTED, CONNECTED ->
          identity.token().equals(token)
              ? Decision.accept(new HostEvent.TokenLost(token, now))
              : Decision.already();
      case NO_TOKEN, ARCHIVED, LOST -> Decision.already();
    };
  }

  Decision<HostEvent> tag(Set<String> wanted) {
    if (wanted.size() > MAX_TAGS || !wanted.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      return Decision.refuse(
          Refusal.invalid(
              "invalid_tags",
              "at most %d tags of 1 to 64 characters of a-z 0-9 . _ : = / -".formatted(MAX_TAGS)));
    }
    return tags.equals(wanted) ? Decision.already() : Decision.accept(new HostEvent.Tagged(wanted));
  }

  /** {@code liveBootId}: of the agent process whose line stands now, if one does. */
  Decision<HostEvent> connect(Introduction introduction, Optional<String> liveBootId, Instant now) {
    return Admission.connect(this, introduction, liveBootId, now);
  }

  /** Why it may not connect or be given a certificate, whoever asks for it. */
  Optional<Refusal> barred() {
    return Admission.barred(this);
  }

  Decision<HostEvent> disconnect(long endedEpoch, String reason, Instant now) {
    return standing == Standing.CONNECTED && epoch == endedEpoch
        ? Decision.accept(new HostEvent.Disconnected(endedEpoch, reason, now))
        : Decision.already();
  }

  Decision<HostEvent> archive(boolean declaredLost, Instant now) {
    return switch (standing) {
      case ARCHIVED, LOST -> Decision.already();
      case DISCONNECTED, CONNECTED, NO_TOKEN ->
          declaredLost ? Decision.accept(new HostEvent.DeclaredLost(now)) : archiveEmpty(now);
    };
  }

  private Decision<HostEvent> archiveEmpty(Instant now) {
    return ledger.reservations().isEmpty()
        ? Decision.accept(new HostEvent.Archived(now))
        : Decision.refuse(
            Refusal.conflict(
                "host_not_empty",
                "the host carries %d sandboxes: archive or move them first, or declare it lost"
                    .formatted(ledger.reservations().size())));
  }

  /** {@code unplaceable}: why nothing may be placed here now, or empty text. */
  Ledger.Batch consider(List<Claim> claims, double overcommit, String unplaceable) {
    return unplaceable.isEmpty()
        ? ledger.reserve(claims, identity.tenant(), limit(overcommit))
        : ledger.refuse(claims, unplaceable);
  }

  Decision<HostEvent> reserve(Ledger.Batch batch, Instant leaseUntil) {
    return batch.grants().isEmpty()
        ? Decision.already()
        : Decision.accept(
            new HostEvent.CapacityReserved(batch.grants(), leaseUntil, batch.reserved()));
  }

  Decision<HostEvent> release(List<Ref> refs, String reason) {
    var given = ledger.releasable(refs);
    return given.isEmpty()
        ? Decision.already()
        : Decision.accept(
            new HostEvent.ReservationsReleased(given, reason, ledger.reservedWithout(given)));
  }

  Decision<HostEvent> hold(List<Ref> refs) {
    var held = ledger.leased(refs);
    return held.isEmpty()
        ? Decision.already()
        : Decision.accept(new HostEvent.ReservationsHeld(held));
  }

  /** What the sandboxes said of reservations: these they hold, those they do not. */
  Decision<HostEvent> leasesAnswered(List<Ref> ours, List<Ref> stale) {
    return together(hold(ours), release(stale, "not_held"));
  }

  /** What is due by the clock: a line that fell {@code silent}, and leases that became holds. */
  Decision<HostEvent> awake(boolean silent, List<Ref> held, Instant now) {
    return together(silent ? disconnect(epoch, "silent", now) : Decision.already(), hold(held));
  }

  private static Decision<HostEvent> together(
      Decision<HostEvent> first, Decision<HostEvent> second) {
    return Decision.accept(Stream.of(first, second).flatMap(Member::events).toList());
  }

  private static Stream<HostEvent> events(Decision<HostEvent> decision) {
    return switch (decision) {
      case Decision.Accept(var events) -> events.stream();
      case Decision.Refuse(_) -> Stream.empty();
    };
  }

  Decision<HostEvent> lossesTold(List<SandboxId> told) {
    var news = told.stream().filter(lost::containsKey).distinct().toList();
    return news.isEmpty() ? Decision.already() : Decision.accept(new HostEvent.LossesTold(news));
  }

  /** What the ledger may come to: the capacity that the agent names, times the overcommit. */
  Resources limit(double overcommit) {
    return profile.capacity().times(overcommit);
  }

  /** When it wants to look again: a lease ends, a loss is untold, or its line may be gone. */
  Optional<Instant> wakeAt(Instant now, HostSettings.Fleet settings) {
    var again = now.plus(settings.questionRetry());
    var lease = ledger.nextLease().map(end -> end.isAfter(now) ? end : again);
    var loss = lost.isEmpty() ? Optional.<Instant>empty() : Optional.of(again);
    var silence =
        standing == Standing.CONNECTED
            ? Optional.of(now.plus(settings.silence().multipliedBy(2)))
            : Optional.<Instant>empty();
    return Stream.of(lease, loss, silence).flatMap(Optional::stream).min(Instant::compareTo);
  }
}
