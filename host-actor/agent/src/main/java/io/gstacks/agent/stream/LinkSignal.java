package io.gstacks.agent.stream;

import io.gstacks.agent.protocol.ToAgent;
import java.util.Optional;

/** What a link hears from its own side: its lines, the host behind it, its clock. */
sealed interface LinkSignal extends HostLink.Command {
  record Introduced(Introduction introduction) implements LinkSignal {}

  record NotIntroduced(Throwable cause) implements LinkSignal {}

  record Received(int line, ToAgent message) implements LinkSignal {}

  record Ended(int line, Optional<Throwable> cause) implements LinkSignal {}

  record CleanedUp(int line, Optional<Throwable> cause) implements LinkSignal {}

  /** What {@link Rhythm} has it hear. */
  enum Tick implements LinkSignal {
    DIAL,
    BEAT,
    RETIRE,
    GIVE_UP
  }
}
