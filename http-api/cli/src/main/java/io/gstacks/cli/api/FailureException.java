package io.gstacks.cli.api;

/** Carries a {@link Failure} up to the one place that prints it. */
public final class FailureException extends RuntimeException {
  private final transient Failure failure;

  FailureException(Failure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
