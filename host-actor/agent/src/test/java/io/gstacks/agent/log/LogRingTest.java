package io.gstacks.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogRingTest {
  private final LogRing ring = new LogRing(3);

  @Test
  void keepsTheNewestAndGoesOnFromThere() throws Exception {
    for (int i = 1; i <= 5; i++) {
      ring.add("line " + i);
    }

    var page = ring.tail(2);
    assertThat(page.lines()).containsExactly("line 4", "line 5");
    assertThat(ring.tail(0).lines()).hasSize(3);
    ring.add("line 6");
    assertThat(ring.after(page.next(), 1_000).lines()).containsExactly("line 6");
    assertThat(ring.after(ring.tail(1).next(), 1).lines()).isEmpty();
  }

  @Test
  void aReaderThatIsTooSlowMissesTheOldest() throws Exception {
    var page = ring.tail(0);
    for (int i = 1; i <= 5; i++) {
      ring.add("line " + i);
    }

    assertThat(ring.after(page.next(), 1_000).lines())
        .containsExactly("line 3", "line 4", "line 5");
  }

  @Test
  void aLogLineIsAnObjectWithItsFacts() {
    LoggerFactory.getLogger("io.gstacks.test").atInfo().addKeyValue("sandbox_id", "s").log("hello");

    assertThat(LogRing.PROCESS.tail(1).lines().getFirst())
        .contains("\"level\":\"INFO\"")
        .contains("\"message\":\"hello\"")
        .contains("\"fields\":{\"sandbox_id\":\"s\"}");
  }
}
