package io.gstacks.agent.stream;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.protocol.Cleanup;
import io.gstacks.agent.protocol.Heartbeat;
import io.gstacks.agent.protocol.OpenChannel;
import io.gstacks.agent.protocol.Work;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** What the stream asks of the host behind it. */
public interface HostDuties {
  /** Looks at everything; blocks, on a virtual thread. */
  Introduction introduce() throws IOException;

  /** Must not block. */
  Heartbeat heartbeat();

  /** Takes an order and returns at once. */
  void work(Work work);

  CompletionStage<Void> cleanUp(Cleanup cleanup);

  /**
   * Opens a byte stream, and returns at once.
   *
   * @param connected the node that the stream leads to
   */
  void openChannel(OpenChannel order, Address connected);

  /** This result need not be kept any longer. */
  void resultAcknowledged(String commandId);
}
