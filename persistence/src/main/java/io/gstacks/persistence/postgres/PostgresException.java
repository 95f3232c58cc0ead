package io.gstacks.persistence.postgres;

/** The embedded PostgreSQL cannot be had; the message says what to do. */
public final class PostgresException extends RuntimeException {
  PostgresException(String message) {
    super(message);
  }

  PostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
