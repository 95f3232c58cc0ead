package io.gstacks.http.idempotency;

import io.gstacks.persistence.sealed.Sealed;
import java.time.Instant;

/** What is remembered of a request with an {@code Idempotency-Key}. */
public sealed interface RequestEvent {
  /**
   * A request is about to run for the first time, or for the first time since it was forgotten.
   *
   * @param use 0 for the key's first request, 1 for the first after it was forgotten, ...
   * @param fingerprint SHA-256 of method, path, query and body
   * @param repeatable whether it may run again when its answer was lost
   * @param seed of the secrets that it makes: a repeat makes the same ones
   */
  record Began(long use, String fingerprint, boolean repeatable, Sealed seed, Instant forgottenAt)
      implements RequestEvent {}

  /** A part of an answer that is longer than one message may be; {@code part} counts from 0. */
  record Part(long use, int part, Sealed body) implements RequestEvent {}

  /** The answer, with its last part. */
  record Answered(long use, int status, String contentType, Sealed body) implements RequestEvent {}
}
