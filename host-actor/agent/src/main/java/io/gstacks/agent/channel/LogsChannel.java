package io.gstacks.agent.channel;

import io.gstacks.agent.protocol.Exit;
import io.gstacks.agent.protocol.Logs;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.ChunkSource;
import io.gstacks.agent.runtime.ContainerRuntime;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the main process of a sandbox wrote, and goes on to write. */
record LogsChannel(ContainerRuntime runtime, Workload workload, Logs logs) implements ChannelWork {
  private static final Logger LOG = LoggerFactory.getLogger(LogsChannel.class);

  @Override
  public Exit serve(ChannelLine line) throws IOException {
    try (var source = runtime.logs(workload, logs)) {
      var watch = Thread.ofVirtual().name("logs-watch").start(() -> closeWhenGone(line, source));
      try {
        Output.carry(source, line);
        return Exit.getDefaultInstance();
      } finally {
        watch.interrupt();
      }
    }
  }

  /** A reader of a silent log would otherwise never notice that nobody listens. */
  private static void closeWhenGone(ChannelLine line, ChunkSource source) {
    while (line.receive().isPresent()) {} // nothing is said to a log
    try {
      source.close();
    } catch (IOException e) {
      LOG.debug("a log's stream", e);
    }
  }
}
