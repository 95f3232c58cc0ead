package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a tar stream entry by entry: ustar, pax headers ({@code x}, {@code g}) and GNU's long names
 * ({@code L}, {@code K}). Our own, because whoever uploads is not to be trusted and the libraries
 * read a long name into memory however long it says it is.
 */
final class TarReader {
  /** Of a pax header or of a long name. */
  private static final int MOST_EXTRA = 64 * 1024;

  private static final char GLOBAL = 'g';
  private static final char LONG_NAME = 'L';
  private static final char LONG_LINK = 'K';

  private final InputStream in;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** The next entry, whose bytes are then to be read; empty at the end of the stream. */
  Optional<TarHeader> next() throws IOException {
    Map<String, String> extra = new HashMap<>();
    while (true) {
      skip();
      var block = in.readNBytes(TarHeader.BLOCK);
      if (block.length == 0 || (block.length == TarHeader.BLOCK && TarHeader.isEnd(block))) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
        return Optional.empty();
      }
      if (block.length < TarHeader.BLOCK) {
        throw cut();
      }
      var header = TarHeader.read(block);
      begin(header.size());
      switch (header.type()) {
        case TarHeader.PAX -> pax(extra);
        case GLOBAL -> pax(new HashMap<>()); // of no entry in particular
        case LONG_NAME -> extra.put("path", name());
        case LONG_LINK -> extra.put("linkpath", name());
        default -> {
          return Optional.of(with(header, extra));
        }
      }
    }
  }

  private void begin(long size) {
    left = size;
    padding = Math.floorMod(-size, TarHeader.BLOCK);
  }

  private TarHeader with(TarHeader header, Map<String, String> extra) {
    if (extra.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"))) {
      throw new FilesException(Code.INVALID_TAR, "sparse entries are not taken");
    }
    var size = extra.containsKey("size") ? number(extra.getOrDefault("size", "")) : header.size();
    begin(size);
    return new TarHeader(
        extra.getOrDefault("path", header.name()),
        header.mode(),
        size,
        extra.containsKey("mtime")
            ? number(extra.getOrDefault("mtime", ""))
            : header.modifiedSeconds(),
        header.type(),
        extra.getOrDefault("linkpath", header.link()));
  }

  /** Whole seconds of a time; a number else. */
  private static long number(String text) {
    var whole = text.replaceFirst("\\..*$", "");
    if (!whole.matches("-?\\d{1,18}")) {
      throw new FilesException(Code.INVALID_TAR, "a pax header holds what is no number");
    }
    return Long.parseLong(whole);
  }

  private String name() throws IOException {
    return new String(small(), StandardCharsets.UTF_8).replaceFirst("\0+$", "");
  }

  /** Records of the form {@code 12 key=value\n}, where 12 is the length of all of it. */
  private void pax(Map<String, String> into) throws IOException {
    var bytes = small();
    int at = 0;
    while (at < bytes.length) {
      int space = at;
      while (space < bytes.length && bytes[space] != ' ') {
        space++;
      }
      var length = number(new String(bytes, at, space - at, StandardCharsets.US_ASCII));
      if (length < space - at + 3 || length > bytes.length - at) {
        throw new FilesException(Code.INVALID_TAR, "a pax header is broken");
      }
      var end = at + (int) length;
      var record = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
      var equals = record.indexOf('=');
      if (equals > 0) {
        into.put(record.substring(0, equals), record.substring(equals + 1));
      }
      at = end;
    }
  }

  private byte[] small() throws IOException {
    if (left < 0 || left > MOST_EXTRA) {
      throw new FilesException(Code.INVALID_TAR, "a long name or pax header is too long");
    }
    var bytes = in.readNBytes((int) left);
    if (bytes.length < left) {
      throw cut();
    }
    left = 0;
    return bytes;
  }

  /** The bytes of the entry that was read last. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (left <= 0) {
          return -1;
        }
        int count = in.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
          throw cut();
        }
        left -= count;
        return count;
      }
    };
  }

  private void skip() throws IOException {
    try {
      in.skipNBytes(left + padding);
    } catch (java.io.EOFException e) {
      throw cut();
    }
    left = 0;
    padding = 0;
  }

  private static FilesException cut() {
    return new FilesException(Code.INVALID_TAR, "the tar ends in the middle of an entry");
  }
}
