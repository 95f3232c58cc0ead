package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.cli.api.FailureException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
  @Test
  void splitsAtTheFirstEqualsSign() {
    assertThat(Assignments.of("--label", List.of("a=b=c", "d=")).toString())
        .isEqualTo("{\"a\":\"b=c\",\"d\":\"\"}");
  }

  @Test
  void aNameAloneTakesItsValueFromTheEnvironment() {
    assertThat(Assignments.of("--env", List.of("TOKEN"), Map.of("TOKEN", "s3cret")).toString())
        .isEqualTo("{\"TOKEN\":\"s3cret\"}");
  }

  @Test
  void refusesWhatHasNoValueOrNoName() {
    assertThatThrownBy(() -> Assignments.of("--env", List.of("MISSING"), Map.of()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("MISSING");
    assertThatThrownBy(() -> Assignments.of("--label", List.of("=s3cret")))
        .isInstanceOf(FailureException.class)
        .hasMessageNotContaining("s3cret");
  }
}
