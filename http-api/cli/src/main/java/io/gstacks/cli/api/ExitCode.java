package io.gstacks.cli.api;

/** What a script learns without reading a word. {@code sandbox exec} adds the process's own. */
public enum ExitCode {
  OK(0),
  /** The control plane refused, or what was asked for did not come about. */
  FAILED(1),
  USAGE(2),
  NOT_FOUND(3),
  /** No key, a wrong key, or one whose role does not allow it. */
  DENIED(4),
  /** The control plane cannot be reached or cannot serve now: worth a later try. */
  UNAVAILABLE(5),
  /** A wait or a command ran out of its time, as with {@code timeout(1)}. */
  TIMED_OUT(124),
  /**
   * Our output went into a pipe that nobody reads any more; a shell says the same of such a death.
   */
  UNREAD(141);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
