package io.gstacks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TrainingTest {
  /** A command that fails would leave its classes out of the cache, and nobody would see it. */
  @Test
  void everyTrainingCommandSucceeds() throws IOException {
    assertThat(Training.run()).isNotEmpty().containsOnly(0);
  }
}
