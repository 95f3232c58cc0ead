package io.gstacks.agent.channel;

import com.google.protobuf.ByteString;
import io.gstacks.agent.files.FilesException;
import io.gstacks.agent.files.FilesException.Code;
import io.gstacks.agent.files.LineException;
import io.gstacks.agent.files.WatchListener;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.FileEntries;
import io.gstacks.agent.protocol.FileEntry;
import io.gstacks.agent.protocol.FileEvent;
import io.gstacks.agent.protocol.FilesReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A channel as files speak over it: answers, and bytes as the JDK's streams. */
final class FilesLine implements WatchListener {
  private static final int FRAME = 32 * 1024;

  private final ChannelLine line;
  private final OutputStream output = new Output();
  private final InputStream input = new Input();

  FilesLine(ChannelLine line) {
    this.line = line;
  }

  void entry(FileEntry entry) {
    reply(FilesReply.newBuilder().setEntry(entry));
  }

  void entries(FileEntries entries) {
    reply(FilesReply.newBuilder().setEntries(entries));
  }

  @Override
  public void begun(FileEntry directory) {
    entry(directory);
  }

  @Override
  public void happened(FileEvent event) {
    reply(FilesReply.newBuilder().setEvent(event));
  }

  /** Nothing is said to a watch; returns when the other side has gone. */
  void awaitEnd() {
    while (line.receive().isPresent()) {}
  }

  private void reply(FilesReply.Builder reply) {
    try {
      send(ChannelFrame.newBuilder().setFilesReply(reply));
    } catch (LineException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(ChannelFrame.Builder frame) throws LineException {
    try {
      line.send(frame);
    } catch (IOException e) {
      throw new LineException(e);
    }
  }

  /** To be flushed at the end. */
  OutputStream output() {
    return output;
  }

  /** Ends where the other side says so; one that has gone without a word broke off. */
  InputStream input() {
    return input;
  }

  private final class Output extends OutputStream {
    private final byte[] waiting = new byte[FRAME];
    private int count;

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int from = offset;
      while (from < offset + length) {
        int part = Math.min(FRAME - count, offset + length - from);
        System.arraycopy(bytes, from, waiting, count, part);
        count += part;
        from += part;
        if (count == FRAME) {
          flush();
        }
      }
    }

    @Override
    public void flush() throws IOException {
      if (count > 0) {
        send(ChannelFrame.newBuilder().setStdout(ByteString.copyFrom(waiting, 0, count)));
        count = 0;
      }
    }
  }

  private final class Input extends InputStream {
    private ByteString current = ByteString.EMPTY;
    private boolean ended;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      while (current.isEmpty() && !ended) {
        next();
      }
      if (current.isEmpty()) {
        return -1;
      }
      int count = Math.min(length, current.size());
      current.substring(0, count).copyTo(into, offset);
      current = current.substring(count);
      return count;
    }

    private static FilesException brokenOff() {
      return new FilesException(Code.UPLOAD_BROKEN, "the upload broke off before its end");
    }

    private void next() {
      var frame = line.receive().orElseThrow(() -> brokenOff());
      switch (frame.getFrameCase()) {
        case STDIN -> current = frame.getStdin();
        case STDIN_END -> ended = true;
        case SIGNAL -> throw brokenOff();
        case ATTACH, RESIZE, STDOUT, STDERR, EXIT, ERROR, FILES_REPLY, FRAME_NOT_SET -> {}
      }
    }
  }
}
