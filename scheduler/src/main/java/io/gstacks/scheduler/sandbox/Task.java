package io.gstacks.scheduler.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * What a sandbox has asked, or is about to ask, of its host. Its number makes the command's id, so
 * a repeat after a crash is the same command and the agent answers it with the same result.
 *
 * @param notBefore a pause after a failure
 */
record Task(int number, Order order, Optional<Instant> notBefore) {
  enum Order {
    PROVISION,
    START,
    STOP,
    REMOVE,
    PURGE;

    /** Whether its success makes the sandbox run. */
    boolean starts() {
      return switch (this) {
        case PROVISION, START -> true;
        case STOP, REMOVE, PURGE -> false;
      };
    }
  }

  boolean due(Instant now) {
    return notBefore.map(at -> !at.isAfter(now)).orElse(true);
  }
}
