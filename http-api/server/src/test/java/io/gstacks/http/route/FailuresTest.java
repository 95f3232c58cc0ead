package io.gstacks.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.entity.Refusal;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final Refusal FULL = Refusal.unavailable("storage_full", "the disk is full");

  private static ApiException answer(Throwable thrown) {
    return Failures.expected(thrown).orElseThrow();
  }

  @Test
  void whoGotNoAnswerIsToldThatTheDiskIsFull() {
    var silence = answer(new TimeoutException("5 s"));

    assertThat(Failures.clearer(silence, Optional.of(FULL)).refusal()).isEqualTo(FULL);
    assertThat(Failures.clearer(silence, Optional.of(FULL)).status().intValue()).isEqualTo(503);
    assertThat(Failures.clearer(silence, Optional.empty())).isSameAs(silence);
  }

  @Test
  void everyOtherAnswerStays() {
    var bad = answer(new IllegalArgumentException("no"));

    assertThat(Failures.clearer(bad, Optional.of(FULL))).isSameAs(bad);
  }
}
