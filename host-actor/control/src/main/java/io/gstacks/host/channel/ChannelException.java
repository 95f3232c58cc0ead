package io.gstacks.host.channel;

import io.gstacks.persistence.entity.Refusal;

/** A channel that could not be opened, with the refusal to show. */
public final class ChannelException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Refusal refusal;

  public ChannelException(Refusal refusal) {
    super(refusal.code() + ": " + refusal.message());
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
