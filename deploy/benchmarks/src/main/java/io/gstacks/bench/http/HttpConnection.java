package io.gstacks.bench.http;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * One kept-alive connection, one request at a time, over TCP or a Unix socket: gstacks and Docker
 * are asked with the same code, so that the client is no part of their difference.
 */
public final class HttpConnection implements Closeable {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final String host;
  private final ResponseReader reader = new ResponseReader();
  private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

  private HttpConnection(SocketChannel channel, Selector selector, String host) throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.host = host;
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  /** Connects; the requests name {@code host} as their host. */
  public static HttpConnection open(SocketAddress address, String host) throws IOException {
    var channel = SocketChannel.open(address);
    if (!(address instanceof UnixDomainSocketAddress)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    channel.configureBlocking(false);
    return new HttpConnection(channel, Selector.open(), host);
  }

  /** Sends and waits for the answer, at most so long. */
  public Response exchange(Request request, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    var bytes = ByteBuffer.wrap(request.bytes(host));
    channel.write(bytes);
    while (bytes.hasRemaining()) {
      await(SelectionKey.OP_WRITE, deadline);
      channel.write(bytes);
    }
    while (true) {
      await(SelectionKey.OP_READ, deadline);
      var answer = read();
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  private Optional<Response> read() throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new EOFException("the other side closed the connection");
    }
    reader.feed(buffer.flip());
    return reader.next();
  }

  private void await(int operation, long deadline) throws IOException {
    key.interestOps(operation);
    long leftMs = (deadline - System.nanoTime()) / 1_000_000;
    if (leftMs <= 0 || selector.select(leftMs) == 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() {
    try (channel;
        selector) {
      key.cancel();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
