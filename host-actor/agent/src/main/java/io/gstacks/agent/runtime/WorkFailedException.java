package io.gstacks.agent.runtime;

import io.gstacks.agent.protocol.WorkFailure;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Work that did not succeed, with the code that the contract names. */
public final class WorkFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The failures of the contract, and whether the same order may succeed later. */
  public enum Code {
    IMAGE_MISSING(false),
    IMAGE_PULL_FAILED(true),
    STALE_GENERATION(false),
    DISK_FULL(true),
    RUNTIME_UNAVAILABLE(true),
    NO_SUCH_WORKLOAD(false),
    DEADLINE(true),
    INVALID(false),
    UNSUPPORTED(false),
    INTERNAL(true);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Code code;
  private final boolean mayRemain;

  public WorkFailedException(Code code, String message) {
    this(code, message, null);
  }

  public WorkFailedException(Code code, String message, @Nullable Throwable cause) {
    this(code, message, cause, false);
  }

  private WorkFailedException(
      Code code, String message, @Nullable Throwable cause, boolean mayRemain) {
    super(message, cause);
    this.code = code;
    this.mayRemain = mayRemain;
  }

  /** What it means for an order that the agent's own disk fails. */
  public static WorkFailedException ofDisk(String whose, IOException e) {
    return new WorkFailedException(
        isDiskFull(e) ? Code.DISK_FULL : Code.INTERNAL, whose + ": " + e.getMessage(), e);
  }

  /** The same failure; {@code mayRemain}: of its order a workload may be left on this host. */
  public WorkFailedException leaving(boolean mayRemain) {
    return new WorkFailedException(code, String.valueOf(getMessage()), this, mayRemain);
  }

  public boolean retryable() {
    return code.retryable;
  }

  public Code code() {
    return code;
  }

  /** Whether this is the kernel's word for a full disk, from whoever met it. */
  public static boolean isDiskFull(Throwable e) {
    var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left on device") || message.contains("quota exceeded");
  }

  public WorkFailure toFailure() {
    return failure(code, String.valueOf(getMessage())).toBuilder().setMayRemain(mayRemain).build();
  }

  public static WorkFailure failure(Code code, String message) {
    return WorkFailure.newBuilder()
        .setCode(code.text())
        .setMessage(message)
        .setRetryable(code.retryable)
        .build();
  }
}
