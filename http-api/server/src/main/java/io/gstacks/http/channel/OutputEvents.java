package io.gstacks.http.channel;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.ErrorBody;
import io.gstacks.http.route.Sse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Frames as server-sent events: {@code stdout}, {@code stderr}, at last {@code exit} or {@code
 * error}.
 */
public final class OutputEvents {
  record Exit(int exitCode, boolean timedOut) {}

  private final OutputText stdout = new OutputText();
  private final OutputText stderr = new OutputText();
  private boolean ended;

  private OutputEvents() {}

  /** Always ends with an {@code exit} or an {@code error}, unless the client leaves first. */
  public static Source<Sse, NotUsed> of(Source<ChannelFrame, NotUsed> frames) {
    return frames
        .map(Optional::of)
        .recover(Throwable.class, () -> Optional.empty())
        .concat(Source.single(Optional.<ChannelFrame>empty()))
        .statefulMap(
            OutputEvents::new,
            (events, frame) -> Pair.create(events, events.next(frame)),
            _ -> Optional.empty())
        .mapConcat(events -> events);
  }

  private List<Sse> next(Optional<ChannelFrame> frame) {
    var events = new ArrayList<Sse>();
    if (frame.isEmpty()) {
      end(events, AgentStreams.lost());
      return events;
    }
    switch (frame.get().getFrameCase()) {
      case STDOUT -> add(events, "stdout", stdout, frame.get().getStdout());
      case STDERR -> add(events, "stderr", stderr, frame.get().getStderr());
      case EXIT -> {
        var exit = frame.get().getExit();
        flush(events);
        events.add(Sse.of("exit", new Exit(exit.getCode(), exit.getTimedOut())));
        ended = true;
      }
      case ERROR -> end(events, AgentStreams.failure(frame.get().getError()));
      case ATTACH, STDIN, STDIN_END, RESIZE, SIGNAL, FILES_REPLY, FRAME_NOT_SET -> {}
    }
    return events;
  }

  private void end(List<Sse> events, ApiException failure) {
    if (!ended) {
      flush(events);
      events.add(Sse.of("error", ErrorBody.of(failure.refusal())));
      ended = true;
    }
  }

  private void flush(List<Sse> events) {
    stdout.rest().ifPresent(piece -> events.add(Sse.of("stdout", piece)));
    stderr.rest().ifPresent(piece -> events.add(Sse.of("stderr", piece)));
  }

  private static void add(List<Sse> events, String name, OutputText text, ByteString bytes) {
    text.add(org.apache.pekko.util.ByteString.fromArrayUnsafe(bytes.toByteArray()))
        .ifPresent(piece -> events.add(Sse.of(name, piece)));
  }
}
