package io.gstacks.scheduler.sandbox;

import java.util.Locale;

/** Where a sandbox is in its life. That its host is away is the host's status, not one of these. */
enum Status {
  CREATING,
  RUNNING,
  STOPPING,
  STOPPED,
  STARTING,
  ERROR,
  ARCHIVING,
  ARCHIVED;

  /** Whether nothing is on its way: what a waiting caller waits for. */
  boolean settled() {
    return switch (this) {
      case RUNNING, STOPPED, ERROR, ARCHIVED -> true;
      case CREATING, STOPPING, STARTING, ARCHIVING -> false;
    };
  }

  boolean archived() {
    return switch (this) {
      case ARCHIVING, ARCHIVED -> true;
      case CREATING, RUNNING, STOPPING, STOPPED, STARTING, ERROR -> false;
    };
  }

  /** As the API says it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
