package io.gstacks.persistence.wakeup;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakerIT {
  private final Database database = TestPostgres.database();
  private final LinkedBlockingQueue<String> woken = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void wakesWhoIsDueABoundedNumberAtATime() throws Exception {
    wish(30, Instant.now().minusSeconds(5), "due");
    wish(5, Instant.now().plusSeconds(3600), "later");
    var settings = new WakerSettings(Duration.ofMillis(50), 10, Duration.ofMinutes(1));

    try (var _ =
        Waker.start(
            database.pool(), settings, Clock.systemUTC(), (entity, id) -> woken.add(entity + id))) {
      for (int i = 0; i < 30; i++) {
        assertThat(woken.poll(10, TimeUnit.SECONDS)).startsWith("Counterdue");
      }
    }

    assertThat(woken).isEmpty();
  }

  private void wish(int count, Instant at, String name) throws Exception {
    var wishes = new HashMap<String, Optional<Instant>>();
    for (int i = 0; i < count; i++) {
      wishes.put("Counter|" + name + i, Optional.of(at));
    }
    try (var connection = database.pool().getConnection()) {
      WakeupTable.put(connection, wishes);
    }
  }
}
