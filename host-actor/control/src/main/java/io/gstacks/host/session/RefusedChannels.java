package io.gstacks.host.session;

import io.gstacks.host.HostId;

/** Told when an agent will not open a byte stream that it was asked for. */
@FunctionalInterface
public interface RefusedChannels {
  void refused(HostId host, String token, String code, String message);
}
