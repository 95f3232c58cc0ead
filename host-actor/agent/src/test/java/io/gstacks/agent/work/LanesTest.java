package io.gstacks.agent.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final Lanes lanes = new Lanes(3);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void oneLaneKeepsItsOrderWhileOthersPass() throws Exception {
    var gate = new CountDownLatch(1);
    var passed = new CountDownLatch(1);
    var finished = new CountDownLatch(2);
    lanes.submit("a", () -> waitFor(gate, finished, "a1"));
    lanes.submit("a", () -> waitFor(gate, finished, "a2"));

    lanes.submit(
        "b",
        () -> {
          done.add("b1");
          passed.countDown();
        });

    assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).containsExactly("b1");
    gate.countDown();
    assertThat(finished.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).containsExactly("b1", "a1", "a2");
  }

  @Test
  void takesNoMoreThanItMay() {
    var gate = new CountDownLatch(1);
    var finished = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      assertThat(lanes.submit("a", () -> waitFor(gate, finished, "x"))).isTrue();
    }

    assertThat(lanes.submit("b", () -> {})).isFalse();

    gate.countDown();
  }

  private void waitFor(CountDownLatch gate, CountDownLatch finished, String name) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    done.add(name);
    finished.countDown();
  }
}
