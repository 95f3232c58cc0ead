package io.gstacks.host.fleet;

import static io.gstacks.host.fleet.Samples.NOW;
import static io.gstacks.host.fleet.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand.Claim;
import io.gstacks.host.fleet.HostEvent.Ref;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What always holds of a ledger, whatever comes in whatever order. A failure names its seed. */
class LedgerSeededTest {
  private static final int SEEDS = 300;
  private static final int STEPS = 60;
  private static final Resources LIMIT = new Resources(8000, 16_384, 50_000);

  private final List<SandboxId> sandboxes =
      IntStream.range(0, 12).mapToObj(_ -> SandboxId.fresh()).toList();

  @Test
  void i2ReservationsNeverPassTheLimitAndTheSumIsTrue() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var ledger = Ledger.empty();
      for (int step = 0; step < STEPS; step++) {
        ledger = step(ledger, random);

        var sum =
            ledger.reservations().values().stream()
                .map(Ledger.Reservation::resources)
                .reduce(Resources.NONE, Resources::plus);
        assertThat(ledger.reserved()).as("seed %d step %d", seed, step).isEqualTo(sum);
        assertThat(sum.fitsIn(LIMIT)).as("seed %d step %d", seed, step).isTrue();
      }
    }
  }

  @Test
  void whatWasGrantedIsGrantedAgainWithoutAnEvent() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var ledger = step(step(Ledger.empty(), random), random);
      var batch = ledger.reserve(claims(random), TENANT, LIMIT);
      var granted =
          batch.grants().stream()
              .map(g -> new Claim(g.sandbox(), g.tenant(), g.attempt(), g.resources()))
              .toList();

      var repeat = reserved(ledger, batch).reserve(granted, TENANT, LIMIT);

      assertThat(repeat.grants()).as("seed %d", seed).isEmpty();
      assertThat(repeat.verdicts()).as("seed %d", seed).allMatch(HostReply.Verdict::granted);
    }
  }

  @Test
  void attemptsOfASandboxOnlyRise() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var ledger = Ledger.empty();
      for (int step = 0; step < STEPS; step++) {
        var before = ledger;
        ledger = reserved(ledger, ledger.reserve(claims(random), TENANT, LIMIT));
        for (var entry : before.reservations().entrySet()) {
          assertThat(ledger.reservations())
              .as("seed %d step %d", seed, step)
              .hasEntrySatisfying(
                  entry.getKey(),
                  now ->
                      assertThat(now.attempt()).isGreaterThanOrEqualTo(entry.getValue().attempt()));
        }
      }
    }
  }

  private Ledger step(Ledger ledger, Random random) {
    if (random.nextInt(3) > 0) {
      return reserved(ledger, ledger.reserve(claims(random), TENANT, LIMIT));
    }
    var given =
        ledger.releasable(
            List.of(new Ref(any(random), random.nextInt(5)), new Ref(any(random), 9)));
    return given.isEmpty()
        ? ledger
        : ledger.after(
            new HostEvent.ReservationsReleased(given, "test", ledger.reservedWithout(given)));
  }

  private static Ledger reserved(Ledger ledger, Ledger.Batch batch) {
    return batch.grants().isEmpty()
        ? ledger
        : ledger.after(new HostEvent.CapacityReserved(batch.grants(), NOW, batch.reserved()));
  }

  private List<Claim> claims(Random random) {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(_ ->
            new Claim(
                any(random),
                TENANT,
                random.nextInt(5),
                new Resources(random.nextInt(4000), random.nextInt(8000), random.nextInt(20_000))))
        .toList();
  }

  private SandboxId any(Random random) {
    return sandboxes.get(random.nextInt(sandboxes.size()));
  }
}
