package io.gstacks.host.fleet;

import static io.gstacks.host.fleet.Samples.CAPACITY;
import static io.gstacks.host.fleet.Samples.NOW;
import static io.gstacks.host.fleet.Samples.SANDBOX;
import static io.gstacks.host.fleet.Samples.SMALL;
import static io.gstacks.host.fleet.Samples.TENANT;
import static io.gstacks.host.fleet.Samples.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand.Claim;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.fleet.HostReply.Verdict;
import io.gstacks.persistence.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Resources THREE_CORES = new Resources(3000, 1024, 1024);
  private static final Resources TWO_CORES = new Resources(2000, 1024, 1024);
  private static final Resources ONE_CORE = new Resources(1000, 1024, 1024);

  @Test
  void looksAtClaimsInOrderAndGrantsWhatFits() {
    var ledger = with(claim(SANDBOX, 1, THREE_CORES));

    var batch =
        ledger.reserve(
            List.of(claim(SandboxId.fresh(), 1, TWO_CORES), claim(SandboxId.fresh(), 1, ONE_CORE)),
            TENANT,
            CAPACITY);

    assertThat(batch.verdicts()).extracting(Verdict::refusal).containsExactly("full", "");
    assertThat(batch.grants()).hasSize(1);
    assertThat(batch.reserved().cpuMillis()).isEqualTo(4000);
  }

  @Test
  void theSameAttemptIsTheSameReservation() {
    var ledger = with(claim(SANDBOX, 2, SMALL));

    var repeat = ledger.reserve(List.of(claim(SANDBOX, 2, SMALL)), TENANT, CAPACITY);

    assertThat(repeat.verdicts()).allMatch(Verdict::granted);
    assertThat(repeat.grants()).isEmpty();
  }

  @Test
  void anOlderAttemptIsRefusedAndANewerOneTakesThePlace() {
    var ledger = with(claim(SANDBOX, 2, THREE_CORES));

    var older = ledger.reserve(List.of(claim(SANDBOX, 1, ONE_CORE)), TENANT, CAPACITY);
    var newer = ledger.reserve(List.of(claim(SANDBOX, 3, THREE_CORES)), TENANT, CAPACITY);

    assertThat(older.verdicts()).extracting(Verdict::refusal).containsExactly("stale_attempt");
    assertThat(newer.verdicts()).allMatch(Verdict::granted);
    assertThat(newer.reserved()).isEqualTo(THREE_CORES);
  }

  @Test
  void twoAttemptsInOneBatchLeaveTheHigherOne() {
    var batch =
        Ledger.empty()
            .reserve(
                List.of(claim(SANDBOX, 2, ONE_CORE), claim(SANDBOX, 1, ONE_CORE)),
                TENANT,
                CAPACITY);

    assertThat(batch.verdicts()).extracting(Verdict::refusal).containsExactly("", "stale_attempt");
    assertThat(batch.grants()).hasSize(1);
  }

  @Test
  void anotherTenantsSandboxHasNoPlaceHere() {
    var foreign = new Claim(SANDBOX, TenantId.fresh(), 1, SMALL);

    var batch = Ledger.empty().reserve(List.of(foreign), TENANT, CAPACITY);

    assertThat(batch.verdicts()).extracting(Verdict::refusal).containsExactly("not_found");
  }

  @Test
  void aReleaseGivesUpThatAttemptAndOlderOnesOnly() {
    var ledger = with(claim(SANDBOX, 2, SMALL));

    assertThat(ledger.releasable(List.of(new Ref(SANDBOX, 1)))).isEmpty();
    assertThat(ledger.releasable(List.of(new Ref(SANDBOX, 2))))
        .containsExactly(new Ref(SANDBOX, 2));
    assertThat(ledger.releasable(List.of(new Ref(SANDBOX, 3))))
        .containsExactly(new Ref(SANDBOX, 2));
  }

  @Test
  void aHostThatShrankTakesNothingMoreAndKeepsWhatItHas() {
    var ledger = with(claim(SANDBOX, 1, THREE_CORES));

    var batch = ledger.reserve(List.of(claim(SandboxId.fresh(), 1, SMALL)), TENANT, TWO_CORES);

    assertThat(batch.verdicts()).extracting(Verdict::refusal).containsExactly("full");
    assertThat(batch.reserved()).isEqualTo(THREE_CORES);
  }

  @Test
  void aLeaseIsDueWhenItEndsUnlessItIsHeld() {
    var ledger = with(claim(SANDBOX, 1, SMALL));
    var held = ledger.after(new HostEvent.ReservationsHeld(List.of(new Ref(SANDBOX, 1))));

    assertThat(ledger.due(NOW.plusSeconds(29))).isEmpty();
    assertThat(ledger.due(NOW.plusSeconds(30))).containsExactly(new Ref(SANDBOX, 1));
    assertThat(ledger.nextLease()).contains(NOW.plusSeconds(30));
    assertThat(held.due(NOW.plusSeconds(30))).isEmpty();
    assertThat(held.nextLease()).isEmpty();
  }

  private static Ledger with(Claim... claims) {
    var batch = Ledger.empty().reserve(List.of(claims), TENANT, CAPACITY);
    return Ledger.empty()
        .after(
            new HostEvent.CapacityReserved(batch.grants(), NOW.plusSeconds(30), batch.reserved()));
  }
}
