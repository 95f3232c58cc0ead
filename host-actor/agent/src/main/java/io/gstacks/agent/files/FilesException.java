package io.gstacks.agent.files;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Work on files that did not succeed, with the code that the contract names. */
public final class FilesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The failures of the contract. */
  public enum Code {
    FILE_NOT_FOUND,
    FILE_EXISTS,
    NOT_A_DIRECTORY,
    IS_A_DIRECTORY,
    DIRECTORY_NOT_EMPTY,
    NOT_A_FILE,
    DISK_FULL,
    READ_ONLY,
    TOO_MANY_LINKS,
    PATH_TOO_LONG,
    OTHER_FILE_SYSTEM,
    FILE_BUSY,
    TOO_DEEP,
    TOO_MANY_FILES,
    INVALID_TAR,
    UPLOAD_BROKEN,
    INVALID,
    NOT_RUNNING,
    LIMIT,
    UNSUPPORTED,
    INTERNAL;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Code code;

  public FilesException(Code code, String message) {
    this(code, message, null);
  }

  public FilesException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
