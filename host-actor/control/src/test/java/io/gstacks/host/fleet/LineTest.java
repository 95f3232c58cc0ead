package io.gstacks.host.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostEvent.Ref;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong();
  private final Line line = new Line(nanos::get);

  @Test
  void isSilentOnlyWhenASecondLookSaysSoToo() {
    pass(Duration.ofMillis(9_999));
    assertThat(line.isSilent(SILENCE)).isFalse();
    assertThat(line.nextLook(SILENCE)).isEqualTo(Duration.ofMillis(1));

    pass(Duration.ofMillis(1));
    assertThat(line.isSilent(SILENCE)).isFalse();
    assertThat(line.nextLook(SILENCE)).isEqualTo(Duration.ofMillis(500));

    pass(Duration.ofMillis(500));
    assertThat(line.isSilent(SILENCE)).isTrue();
  }

  @Test
  void recordsHealthAtMostEachTwoSeconds() {
    assertThat(line.mayRecordHealth()).isTrue();
    pass(Duration.ofMillis(1_999));
    assertThat(line.mayRecordHealth()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(line.mayRecordHealth()).isTrue();
  }

  @Test
  void whatWentOutOnALineThatFellCountsNoMore() {
    var ref = new Ref(SandboxId.fresh(), 1);
    line.provision(ref);
    line.show(List.of(ref.sandbox()));

    assertThat(line.hasProvisioned(ref)).isTrue();
    assertThat(line.shows(ref.sandbox())).isTrue();
    line.drop();

    assertThat(line.hasProvisioned(ref)).isFalse();
    assertThat(line.shows(ref.sandbox())).isFalse();
    assertThat(line.stands()).isFalse();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
