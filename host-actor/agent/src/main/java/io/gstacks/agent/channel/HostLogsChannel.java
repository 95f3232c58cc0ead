package io.gstacks.agent.channel;

import com.google.protobuf.ByteString;
import io.gstacks.agent.log.LogRing;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.Exit;
import io.gstacks.agent.protocol.HostLogs;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The agent's own log: one JSON object a line. */
record HostLogsChannel(LogRing ring, HostLogs logs) implements ChannelWork {
  private static final int FRAME = 32 * 1024;
  private static final long LOOK_MILLIS = 1_000;

  @Override
  public Exit serve(ChannelLine line) throws IOException {
    var page = ring.tail(logs.getTail());
    send(page, line);
    if (!logs.getFollow()) {
      return Exit.getDefaultInstance();
    }
    var gone = new AtomicBoolean();
    Thread.ofVirtual()
        .name("host-logs-watch")
        .start(() -> {
          while (line.receive().isPresent()) {} // nothing is said to a log
          gone.set(true);
        });
    while (!gone.get()) {
      try {
        page = ring.after(page.next(), LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      send(page, line);
    }
    return Exit.getDefaultInstance();
  }

  private static void send(LogRing.Page page, ChannelLine line) throws IOException {
    for (var text : page.lines()) {
      var bytes = ByteString.copyFromUtf8(text + "\n");
      for (int from = 0; from < bytes.size(); from += FRAME) {
        var piece = bytes.substring(from, Math.min(bytes.size(), from + FRAME));
        line.send(ChannelFrame.newBuilder().setStdout(piece));
      }
    }
  }
}
