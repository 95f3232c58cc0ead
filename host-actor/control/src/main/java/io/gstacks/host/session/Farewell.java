package io.gstacks.host.session;

import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.SessionOrder;
import java.util.Optional;

/**
 * Why a line ends, in the words of {@code Refused}.
 *
 * @param last the agent need not come back before someone acts
 */
record Farewell(String code, String message, boolean last) {
  private static final String SUPERSEDED = "superseded";

  static Farewell unavailable(String message) {
    return new Farewell("unavailable", message, false);
  }

  static Farewell protocol(String message) {
    return new Farewell("protocol", message, false);
  }

  static Farewell of(SessionOrder.Close close) {
    return new Farewell(close.code(), close.message(), close.last());
  }

  /** What the host's record answered to its session; most answers end nothing. */
  static Optional<Farewell> of(HostReply reply) {
    return switch (reply) {
      case HostReply.Superseded(var code, var message) ->
          Optional.of(new Farewell(code, message, code.equals("no_token")));
      case HostReply.Refused(var refusal) -> Optional.of(unavailable(refusal.message()));
      case HostReply.Noted _, HostReply.Accepted _, HostReply.Granted _, HostReply.Reserved _ ->
          Optional.empty();
    };
  }

  /** The agent has a newer line, and needs no word on this one. */
  boolean quiet() {
    return code.equals(SUPERSEDED);
  }
}
