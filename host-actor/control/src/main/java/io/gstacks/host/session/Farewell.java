package io.gstacks.host.session;

import io.gstacks.host.fleet.SessionOrder;

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

  /** The agent has a newer line, and needs no word on this one. */
  boolean quiet() {
    return code.equals(SUPERSEDED);
  }
}
