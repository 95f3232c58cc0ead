package io.gstacks.agent.stream;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.protocol.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where to dial and when, after what happened so far. Plain state of one owner; chance comes in
 * from outside.
 */
final class Redial {
  /** The next attempt. {@code refused}: someone has to act before it can succeed. */
  record Attempt(Duration after, boolean refused, String reason) {}

  private final Backoff backoff;
  private final Duration refusedRetry;
  private List<Address> addresses;
  private Optional<Refused> refusal = Optional.empty();
  private int failures;

  Redial(List<Address> addresses, Backoff backoff, Duration refusedRetry) {
    this.addresses = List.copyOf(addresses);
    this.backoff = backoff;
    this.refusedRetry = refusedRetry;
  }

  Address address() {
    return addresses.getFirst();
  }

  /** The control plane says where else it is. */
  void prefer(List<String> told) {
    addresses = AddressBook.preferring(told, addresses);
  }

  void refused(Refused said) {
    refusal = Optional.of(said);
  }

  /** A line that held for a while: the next failure is the first of a new row. */
  void held() {
    failures = 0;
  }

  /**
   * A line was lost, or none came about: the next attempt is at the next address.
   *
   * @param random in [0, 1)
   */
  Attempt failed(String reason, double random) {
    failures++;
    addresses = AddressBook.rotated(addresses);
    var isFinal = refusal.filter(Refused::getFinal).isPresent();
    var why = refusal.map(said -> said.getCode() + ": " + said.getMessage()).orElse(reason);
    refusal = Optional.empty();
    return new Attempt(isFinal ? refusedRetry : backoff.delay(failures, random), isFinal, why);
  }
}
