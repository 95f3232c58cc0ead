package io.gstacks.agent.runtime.docker;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Streams over the engine's own socket, for docker-java loses bytes of terminals, never ends stdin
 * and keeps a platform thread for each. Asks in HTTP/1.0: then the engine answers without chunks.
 */
final class RawEngineSocket implements EngineSocket {
  private static final int LONGEST_HEAD = 16_384;

  private final URI host;

  RawEngineSocket(URI host) {
    this.host = host;
  }

  @Override
  public EngineStream get(String path) throws IOException {
    return ask("GET %s HTTP/1.0\r\nHost: docker\r\n\r\n".formatted(path), 200);
  }

  @Override
  public EngineStream hijack(String path, String json) throws IOException {
    var body = json.getBytes(StandardCharsets.UTF_8);
    return ask(
        """
        POST %s HTTP/1.1\r
        Host: docker\r
        Content-Type: application/json\r
        Connection: Upgrade\r
        Upgrade: tcp\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(path, body.length, json),
        101);
  }

  private EngineStream ask(String request, int expected) throws IOException {
    var channel = connect();
    try {
      var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      var buffer = ByteBuffer.allocate(LONGEST_HEAD);
      var head = readHead(channel, buffer);
      var status = Integer.parseInt(head.split(" ", 3)[1]);
      if (status != expected) {
        throw new EngineRefusedException(status, head + rest(channel, buffer));
      }
      return new ChannelStream(channel, buffer);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private SocketChannel connect() throws IOException {
    if (host.getScheme().equals("unix")) {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      return connected(channel, UnixDomainSocketAddress.of(host.getPath()));
    }
    return connected(SocketChannel.open(), new InetSocketAddress(host.getHost(), host.getPort()));
  }

  private static SocketChannel connected(SocketChannel channel, SocketAddress address)
      throws IOException {
    try {
      channel.connect(address);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The head of the answer; what follows it stays in the buffer, ready to be read. */
  private static String readHead(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (true) {
      var text = text(buffer, StandardCharsets.ISO_8859_1);
      var end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        buffer.flip().position(end + 4);
        return text.substring(0, end);
      }
      if (!buffer.hasRemaining()) {
        throw new IOException("the engine's answer has no end");
      }
      if (channel.read(buffer) < 0) {
        throw new EOFException("the engine closed the connection");
      }
    }
  }

  private static String rest(SocketChannel channel, ByteBuffer buffer) throws IOException {
    var body = ByteBuffer.allocate(LONGEST_HEAD).put(buffer);
    var read = 0;
    while (body.hasRemaining() && read >= 0 && !ended(body)) {
      read = channel.read(body);
    }
    return "\n" + text(body, StandardCharsets.UTF_8).strip();
  }

  /** Refusals are one JSON object; an HTTP/1.1 connection does not close after it. */
  private static boolean ended(ByteBuffer body) {
    return text(body, StandardCharsets.UTF_8).strip().endsWith("}");
  }

  private static String text(ByteBuffer filled, Charset charset) {
    return charset.decode(filled.duplicate().flip()).toString();
  }

  private record ChannelStream(SocketChannel channel, ByteBuffer head) implements EngineStream {
    @Override
    public int read(ByteBuffer into) throws IOException {
      if (!head.hasRemaining()) {
        return channel.read(into);
      }
      var count = Math.min(head.remaining(), into.remaining());
      into.put(head.slice(head.position(), count));
      head.position(head.position() + count);
      return count;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
      while (from.hasRemaining()) {
        channel.write(from);
      }
    }

    @Override
    public void endOutput() throws IOException {
      channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
