package io.gstacks.http.file;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.FileEntry;
import io.gstacks.agent.protocol.FilesReply;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.host.fleet.FileOrder;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.route.Exchange;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Operations on the files of the sandbox of a request, and what its agent answers. */
final class FileStreams {
  private static final int FRAME_BYTES = 32 * 1024;

  private final Targets running;
  private final AgentStreams streams;
  private final Materializer materializer;

  FileStreams(Targets running, AgentStreams streams, Materializer materializer) {
    this.running = running;
    this.streams = streams;
    this.materializer = materializer;
  }

  /** What the agent told first, and what it goes on to say; that is to be taken soon. */
  record Begun(FileEntry entry, Source<ChannelFrame, NotUsed> rest) {}

  /** To the end: an error among the frames fails it. */
  CompletionStage<List<FilesReply>> whole(Exchange exchange, FileOrder order) {
    return whole(exchange, order, Source.empty());
  }

  CompletionStage<List<FilesReply>> whole(
      Exchange exchange, FileOrder order, Source<ByteString, NotUsed> upload) {
    return open(exchange, order, upload)
        .thenCompose(frames -> frames.runWith(Sink.seq(), materializer))
        .thenApply(FileStreams::ended);
  }

  /** Until the agent has told what it found. */
  CompletionStage<Begun> begun(Exchange exchange, FileOrder order) {
    return open(exchange, order, Source.empty())
        .thenCompose(frames -> frames.prefixAndTail(1).runWith(Sink.head(), materializer))
        .thenApply(begun -> new Begun(entry(ended(begun.first(), false)), begun.second()));
  }

  /** The bytes among frames; an error breaks the answer off, for its status is said by now. */
  static Source<ByteString, NotUsed> bytes(Source<ChannelFrame, NotUsed> frames) {
    return frames
        .concatLazy(Source.lazySource(() -> Source.<ChannelFrame>failed(AgentStreams.lost())))
        .takeWhile(frame -> !frame.hasExit())
        .map(frame -> {
          if (frame.hasError()) {
            throw FileErrors.of(frame.getError());
          }
          return ByteString.fromArrayUnsafe(frame.getStdout().toByteArray());
        })
        .filter(bytes -> !bytes.isEmpty());
  }

  static FileEntry entry(List<FilesReply> replies) {
    return replies.stream()
        .filter(FilesReply::hasEntry)
        .findFirst()
        .orElseThrow(AgentStreams::lost)
        .getEntry();
  }

  private CompletionStage<Source<ChannelFrame, NotUsed>> open(
      Exchange exchange, FileOrder order, Source<ByteString, NotUsed> upload) {
    return running
        .of(exchange)
        .thenCompose(target ->
            streams.open(
                exchange.requiredSession(),
                target,
                new ChannelOrder.Files(order),
                upload
                    .mapConcat(FileStreams::frames)
                    .recover(Throwable.class, FileStreams::brokenOff)));
  }

  private static List<FilesReply> ended(List<ChannelFrame> frames) {
    return ended(frames, true);
  }

  private static List<FilesReply> ended(List<ChannelFrame> frames, boolean whole) {
    for (var frame : frames) {
      if (frame.hasError()) {
        throw FileErrors.of(frame.getError());
      }
    }
    if (frames.isEmpty() || (whole && !frames.getLast().hasExit())) {
      throw AgentStreams.lost();
    }
    return frames.stream()
        .filter(ChannelFrame::hasFilesReply)
        .map(ChannelFrame::getFilesReply)
        .toList();
  }

  /** Empty bytes say that it is the end. */
  private static List<ChannelFrame> frames(ByteString bytes) {
    if (bytes.isEmpty()) {
      return List.of(ChannelFrame.newBuilder().setStdinEnd(true).build());
    }
    var frames = new java.util.ArrayList<ChannelFrame>();
    for (var rest = bytes; !rest.isEmpty(); rest = rest.drop(FRAME_BYTES)) {
      var piece = com.google.protobuf.ByteString.copyFrom(rest.take(FRAME_BYTES).toArrayUnsafe());
      frames.add(ChannelFrame.newBuilder().setStdin(piece).build());
    }
    return frames;
  }

  /**
   * Said, and not left to a failure of the line: that would be a fault in the log of both sides.
   */
  private static ChannelFrame brokenOff() {
    return ChannelFrame.newBuilder().setSignal("INT").build();
  }

  /** A body with its end said, which a connection that broke never says. */
  static Source<ByteString, NotUsed> ending(Source<ByteString, NotUsed> body) {
    return body.filter(bytes -> !bytes.isEmpty())
        .concat(Source.single(ByteString.emptyByteString()));
  }
}
