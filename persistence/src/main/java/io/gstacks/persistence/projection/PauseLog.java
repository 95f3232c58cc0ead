package io.gstacks.persistence.projection;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why projections pause. They try again five times a second, for as long as it takes: a cause
 * that stays is said now and then, for the log is often on the disk that is full. A driver's
 * message holds the whole statement with its values; its root holds the server's words alone.
 */
final class PauseLog {
  static final Duration REMIND = Duration.ofSeconds(30);
  private static final Logger log = LoggerFactory.getLogger(PauseLog.class);

  private final LongSupplier nanoTime;
  private String last = "";
  private long saidAt;

  PauseLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void say(Throwable failure) {
    var cause = cause(failure);
    if (isNews(cause)) {
      log.atWarn().addKeyValue("cause", cause).log("projections pause");
    }
  }

  boolean isNews(String cause) {
    var now = nanoTime.getAsLong();
    if (cause.equals(last) && now - saidAt < REMIND.toNanos()) {
      return false;
    }
    last = cause;
    saidAt = now;
    return true;
  }

  static String cause(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString().lines().findFirst().orElse("");
  }
}
