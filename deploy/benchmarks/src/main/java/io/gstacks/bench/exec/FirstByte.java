package io.gstacks.bench.exec;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection on which requests are sent and answers watched as they come: gstacks' streams and
 * Docker's alike, so that the client is no part of their difference.
 */
final class FirstByte implements Closeable {
  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

  private FirstByte(SocketChannel channel) {
    this.channel = channel;
  }

  static FirstByte connect(SocketAddress address) throws IOException {
    var channel = SocketChannel.open(address);
    if (!(address instanceof UnixDomainSocketAddress)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return new FirstByte(channel);
  }

  /** Sends, and waits until the answer holds this text. */
  void ask(byte[] request, String text) throws IOException {
    buffer.clear();
    var bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    await(text);
  }

  /** Reads on until the answer to the last request holds this text too. */
  void await(String text) throws IOException {
    while (!answer().contains(text)) {
      if (!buffer.hasRemaining()) {
        throw new IOException("an answer of more than " + buffer.capacity() + " bytes");
      }
      if (channel.read(buffer) < 0) {
        throw new EOFException("it ended without " + text + ": " + answer());
      }
    }
  }

  private String answer() {
    return StandardCharsets.ISO_8859_1.decode(buffer.duplicate().flip()).toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
