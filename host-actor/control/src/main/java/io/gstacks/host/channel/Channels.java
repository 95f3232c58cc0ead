package io.gstacks.host.channel;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.HostId;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.persistence.entity.Caller;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;

/**
 * Opens byte streams to hosts. The flow takes frames for the agent (stdin, resize, signal) and
 * yields its frames (stdout, stderr, at last exit or error); HTTP/2 flow control reaches through
 * it.
 */
@FunctionalInterface
public interface Channels {
  /**
   * Completes when the agent has attached. Fails with {@link ChannelException} when the host is
   * away, the agent refuses, or nobody attaches within the time of the settings.
   */
  CompletionStage<Flow<ChannelFrame, ChannelFrame, NotUsed>> open(
      Caller caller, HostId host, String sandbox, long generation, ChannelOrder.Kind kind);
}
