package io.gstacks.persistence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PauseLogTest {
  private final AtomicLong now = new AtomicLong();
  private final PauseLog log = new PauseLog(now::get);

  @Test
  void aCauseThatStaysIsSaidNowAndThen() {
    assertThat(log.isNews("full")).isTrue();
    assertThat(log.isNews("full")).isFalse();

    now.addAndGet(PauseLog.REMIND.toNanos());

    assertThat(log.isNews("full")).isTrue();
  }

  @Test
  void anotherCauseIsSaidAtOnce() {
    assertThat(log.isNews("full")).isTrue();
    assertThat(log.isNews("away")).isTrue();
  }

  @Test
  void valuesOfRowsAreNotSaid() {
    var words = new SQLException("ERROR: could not extend file\n  Hint: check the disk", "53100");
    var batch = new BatchUpdateException("insert into sandbox values ('mine')", "", 0, new int[0]);
    batch.initCause(words);

    assertThat(PauseLog.cause(batch)).endsWith("ERROR: could not extend file");
  }
}
