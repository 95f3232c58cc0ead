package io.gstacks.agent;

import java.nio.file.Path;

/** Another agent runs on the state directory. */
final class LockedException extends Exception {
  private static final long serialVersionUID = 1;

  LockedException(Path home) {
    super(
        "another agent runs on "
            + home
            + " (see: gstacks-agent service lock status --home "
            + home
            + ")");
  }
}
