package io.gstacks.agent.channel;

import io.gstacks.agent.protocol.Exit;
import java.io.IOException;

/** What one channel is for. */
interface ChannelWork {
  /** Called once, before its line is open; what takes time begins meanwhile. Returns at once. */
  default void begin() {}

  /** Serves until the end, or until the other side has gone, which ends it with an exception. */
  Exit serve(ChannelLine line) throws IOException;

  /** Called instead of {@link #serve} when there is no line. */
  default void abandon() {}
}
