package io.gstacks.bench.installation;

/** A process ended that was to run; waiting longer is of no use. */
public final class ChildEndedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  ChildEndedException(String message) {
    super(message);
  }
}
