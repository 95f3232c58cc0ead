package io.gstacks.agent.runtime;

import io.gstacks.agent.protocol.Runtime;

/** What a runtime tells without being asked. */
public sealed interface RuntimeEvent {
  /** Something happened to this workload; look at it. */
  record Changed(String sandboxId, String container) implements RuntimeEvent {}

  /** The runtime's health is another one now. */
  record HealthChanged(Runtime health) implements RuntimeEvent {}

  /** Events may have been missed: compare everything with what was seen before. */
  record Unwatched() implements RuntimeEvent {}
}
