package io.gstacks.agent.runtime;

import io.gstacks.agent.protocol.WorkFailure;
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

  public WorkFailedException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public WorkFailedException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
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
    return failure(code, String.valueOf(getMessage()));
  }

  public static WorkFailure failure(Code code, String message) {
    return WorkFailure.newBuilder()
        .setCode(code.text())
        .setMessage(message)
        .setRetryable(code.retryable)
        .build();
  }
}
