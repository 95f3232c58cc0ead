package io.gstacks.agent.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Records in a file, one after the other: length, CRC-32, bytes. A tail that a crash tore is cut
 * off when the file is opened; an append that fails, for a disk is full, leaves nothing behind.
 */
final class AppendLog implements AutoCloseable {
  private static final int HEADER = 8;
  private static final int LONGEST = 1 << 20;

  private final Path path;
  private FileChannel file;

  AppendLog(Path path) throws IOException {
    this.path = path;
    this.file = open(path);
  }

  /** Every whole record from the beginning; cuts off what follows the last one. */
  List<byte[]> read() throws IOException {
    var records = new ArrayList<byte[]>();
    var content = ByteBuffer.wrap(Files.readAllBytes(path));
    while (content.remaining() >= HEADER) {
      content.mark();
      var length = content.getInt();
      var checksum = content.getInt();
      if (length < 1 || length > LONGEST || length > content.remaining()) {
        content.reset();
        break;
      }
      var bytes = new byte[length];
      content.get(bytes);
      if (crc(bytes) != checksum) {
        content.reset();
        break;
      }
      records.add(bytes);
    }
    file.truncate(content.position());
    file.position(content.position());
    return records;
  }

  void append(byte[] bytes, boolean force) throws IOException {
    var before = file.size();
    try {
      file.position(before);
      write(file, bytes);
      if (force) {
        file.force(false);
      }
    } catch (IOException e) {
      file.truncate(before);
      throw e;
    }
  }

  /** Replaces all records by these: whole, or not at all. */
  void rewrite(Iterable<byte[]> records) throws IOException {
    var temporary = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    try (var fresh = open(temporary)) {
      records.forEach(bytes -> {
        try {
          write(fresh, bytes);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      fresh.force(true);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    Durable.forceDirectoryOf(path);
    file.close();
    file = open(path);
  }

  long size() throws IOException {
    return file.size();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    if (bytes.length > LONGEST) {
      throw new IOException("a record of " + bytes.length + " bytes is too long");
    }
    var record = ByteBuffer.allocate(HEADER + bytes.length);
    record.putInt(bytes.length).putInt(crc(bytes)).put(bytes).flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
