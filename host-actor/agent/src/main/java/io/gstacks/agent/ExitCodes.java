package io.gstacks.agent;

import io.gstacks.agent.enrolment.EnrolmentRefusedException;

/** What a script learns from the end of a command. 2 is picocli's, for a wrong command line. */
final class ExitCodes {
  static final int FAILED = 1;
  static final int SETTINGS = 3;
  static final int LOCKED = 4;
  static final int REFUSED = 5;

  private ExitCodes() {}

  static int of(Exception error) {
    return switch (error) {
      case IllegalArgumentException _ -> SETTINGS;
      case LockedException _ -> LOCKED;
      case EnrolmentRefusedException _ -> REFUSED;
      default -> FAILED;
    };
  }
}
