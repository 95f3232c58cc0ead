package io.gstacks.agent.channel;

import io.gstacks.agent.protocol.Exit;
import java.io.IOException;

/** What one channel is for. */
interface ChannelWork {
  /** Serves until the end, or until the other side has gone, which ends it with an exception. */
  Exit serve(ChannelLine line) throws IOException;
}
