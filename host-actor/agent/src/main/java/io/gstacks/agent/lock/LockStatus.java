package io.gstacks.agent.lock;

/** How a state directory's lock stands. */
public sealed interface LockStatus {
  /** No agent holds it, and the last one left in good order. */
  record Free() implements LockStatus {}

  /** A live agent holds it. */
  record Held(Holder holder) implements LockStatus {}

  /** The agent that held it is dead. A new one takes it without ado. */
  record Stale(Holder holder) implements LockStatus {}
}
