package io.gstacks.host.session;

/** The agent said what agent.proto does not allow. Its stream ends with code {@code protocol}. */
final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super(message);
  }
}
