package io.gstacks.host.session;

/** The agent said what agent.proto does not allow. Its stream ends with code {@code protocol}. */
final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  ProtocolException(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
