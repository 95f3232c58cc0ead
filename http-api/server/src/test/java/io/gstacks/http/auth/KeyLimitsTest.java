package io.gstacks.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.KeyId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyLimitsTest {
  private static final KeyId KEY = KeyId.fresh();

  private final AtomicLong now = new AtomicLong();
  private final KeyLimits limits = new KeyLimits(new KeyLimits.Settings(10, 3, 2, 1), now::get);

  @Test
  void allowsABurstAndThenARate() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.enter(KEY)).isTrue();
      limits.left(KEY);
    }
    assertThat(limits.enter(KEY)).isFalse();

    now.addAndGet(Duration.ofMillis(100).toNanos());

    assertThat(limits.enter(KEY)).isTrue();
    assertThat(limits.enter(KEY)).isFalse();
  }

  @Test
  void boundsWhatIsInFlight() {
    assertThat(limits.enter(KEY)).isTrue();
    assertThat(limits.enter(KEY)).isTrue();
    assertThat(limits.enter(KEY)).isFalse();

    limits.left(KEY);

    assertThat(limits.enter(KEY)).isTrue();
  }

  @Test
  void boundsStreams() {
    assertThat(limits.open(KEY)).isTrue();
    assertThat(limits.open(KEY)).isFalse();

    limits.closed(KEY);

    assertThat(limits.open(KEY)).isTrue();
  }

  @Test
  void oneKeyDoesNotDisturbAnother() {
    limits.enter(KEY);
    limits.enter(KEY);

    assertThat(limits.enter(KeyId.fresh())).isTrue();
  }

  @Test
  void forgetsWhoIsQuiet() {
    limits.enter(KEY);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    limits.left(KEY);

    assertThat(limits.size()).isZero();
  }
}
