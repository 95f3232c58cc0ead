package io.gstacks.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.entity.Refusal;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JournalHealthTest {
  private final AtomicLong now = new AtomicLong();
  private final JournalHealth health = new JournalHealth(now::get);

  @Test
  void aFullDiskIsCalledOne() {
    health.failed(new SQLException("could not extend file", "53100"));

    assertThat(health.trouble().map(Refusal::code)).contains("storage_full");
    assertThat(health.trouble().map(Refusal::retryable)).contains(true);
  }

  @Test
  void everythingElseIsADatabaseThatIsAway() {
    health.failed(new SQLException("connection refused", "08001"));
    assertThat(health.trouble().map(Refusal::code)).contains("database_unavailable");

    health.failed(new SQLException("no state"));
    assertThat(health.trouble().map(Refusal::code)).contains("database_unavailable");
  }

  @Test
  void aWriteThatSucceedsEndsIt() {
    health.failed(new SQLException("connection refused", "08001"));

    health.written();

    assertThat(health.trouble()).isEmpty();
  }

  @Test
  void aFullDiskThatTakesASmallWriteIsStillFull() {
    health.failed(new SQLException("could not extend file", "53100"));

    health.written();

    assertThat(health.trouble().map(Refusal::code)).contains("storage_full");
  }

  @Test
  void itIsForgottenWhereNothingIsWritten() {
    health.failed(new SQLException("could not extend file", "53100"));

    now.addAndGet(JournalHealth.FRESH.toNanos());

    assertThat(health.trouble()).isEmpty();
  }
}
