package io.gstacks.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.protocol.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedialTest {
  private final Redial redial =
      new Redial(
          List.of(new Address("a", 1), new Address("b", 2)),
          new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)),
          Duration.ofMinutes(1));

  @Test
  void eachFailureWaitsLongerAndTriesTheNextAddress() {
    assertThat(redial.failed("x", 0))
        .isEqualTo(new Redial.Attempt(Duration.ofMillis(50), false, "x"));
    assertThat(redial.address()).isEqualTo(new Address("b", 2));
    assertThat(redial.failed("x", 0).after()).isEqualTo(Duration.ofMillis(100));
    assertThat(redial.address()).isEqualTo(new Address("a", 1));
    redial.held();
    assertThat(redial.failed("x", 0).after()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void aFinalRefusalWaitsForSomeoneToActAndSaysWhy() {
    redial.refused(
        Refused.newBuilder().setCode("no_token").setMessage("revoked").setFinal(true).build());

    assertThat(redial.failed("ended", 0))
        .isEqualTo(new Redial.Attempt(Duration.ofMinutes(1), true, "no_token: revoked"));
    assertThat(redial.failed("ended", 0).refused()).isFalse();
  }

  @Test
  void anotherRefusalIsRetriedLikeAFailure() {
    redial.refused(Refused.newBuilder().setCode("unavailable").setMessage("draining").build());

    assertThat(redial.failed("ended", 0))
        .isEqualTo(new Redial.Attempt(Duration.ofMillis(50), false, "unavailable: draining"));
  }

  @Test
  void goesWhereItIsTold() {
    redial.prefer(List.of("c:3"));

    assertThat(redial.address()).isEqualTo(new Address("c", 3));
  }
}
