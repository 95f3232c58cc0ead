package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;

/**
 * A reservation that a sandbox holds.
 *
 * @param attempt the try of placement that made it: what tells it from other reservations there
 * @param proven whether a workload ever ran here; until then another host may be tried instead
 * @param claimed false after a workload was adopted on a host that has yet to reserve for it
 */
record Seat(HostId host, long attempt, boolean proven, boolean claimed) {
  static Seat fresh(HostId host, long attempt) {
    return new Seat(host, attempt, false, true);
  }

  boolean is(HostId otherHost, long otherAttempt) {
    return host.equals(otherHost) && attempt == otherAttempt;
  }

  Seat withProof() {
    return new Seat(host, attempt, true, claimed);
  }

  Seat withClaim() {
    return new Seat(host, attempt, proven, true);
  }
}
