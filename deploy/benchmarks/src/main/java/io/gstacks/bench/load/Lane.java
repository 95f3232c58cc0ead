package io.gstacks.bench.load;

import io.gstacks.bench.http.Response;
import io.gstacks.bench.http.ResponseReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One connection of the open loop, with at most one request under way. */
final class Lane {
  private static final int NONE = -1;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer out;
  private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
  private final ResponseReader reader = new ResponseReader();
  private int index = NONE;
  private long sentNanos;

  private Lane(SocketChannel channel, Selector selector, byte[] request) throws IOException {
    this.channel = channel;
    this.out = ByteBuffer.wrap(request).limit(0);
    this.key = channel.register(selector, SelectionKey.OP_READ);
    key.attach(this);
  }

  static Lane open(SocketAddress target, Selector selector, byte[] request) throws IOException {
    var channel = SocketChannel.open(target);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new Lane(channel, selector, request);
  }

  void send(int requestIndex, long nanos) throws IOException {
    index = requestIndex;
    sentNanos = nanos;
    out.clear();
    write();
  }

  /** Goes on with what the selector found possible; the answer, once it is whole. */
  Optional<Response> ready() throws IOException {
    if (key.isWritable() && out.hasRemaining()) {
      write();
    }
    if (!key.isReadable()) {
      return Optional.empty();
    }
    in.clear();
    if (channel.read(in) < 0) {
      throw new EOFException("closed by the other side");
    }
    reader.feed(in.flip());
    return isBusy() ? reader.next() : Optional.empty();
  }

  private void write() throws IOException {
    channel.write(out);
    int write = out.hasRemaining() ? SelectionKey.OP_WRITE : 0;
    key.interestOps(SelectionKey.OP_READ | write);
  }

  void rest() {
    index = NONE;
  }

  boolean isBusy() {
    return index != NONE;
  }

  int index() {
    return index;
  }

  long sentNanos() {
    return sentNanos;
  }

  void close() {
    try {
      key.cancel();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
