package io.gstacks.agent.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a tar stream: ustar, with a pax header where something does not fit. */
final class TarWriter {
  private static final int END_BLOCKS = 2;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /** To be followed by as many bytes as it says, and {@link #pad}. */
  void begin(TarHeader entry) throws IOException {
    var extra = extra(entry);
    if (!extra.isEmpty()) {
      var bytes = extra.getBytes(StandardCharsets.UTF_8);
      out.write(
          new TarHeader("pax", 0644, bytes.length, entry.modifiedSeconds(), TarHeader.PAX, "")
              .bytes());
      out.write(bytes);
      pad(bytes.length);
    }
    out.write(entry.bytes());
  }

  void pad(long written) throws IOException {
    out.write(new byte[Math.floorMod(-written, TarHeader.BLOCK)]);
  }

  void end() throws IOException {
    out.write(new byte[END_BLOCKS * TarHeader.BLOCK]);
  }

  private static String extra(TarHeader entry) {
    return (TarHeader.fits(entry.name()) ? "" : pax("path", entry.name()))
        + (TarHeader.fits(entry.link()) ? "" : pax("linkpath", entry.link()))
        + (entry.size() <= TarHeader.MOST_OCTAL ? "" : pax("size", Long.toString(entry.size())));
  }

  /** The length counts its own digits. */
  private static String pax(String key, String value) {
    var rest = " " + key + "=" + value + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = bytes + 1;
    while (Integer.toString(length).length() + bytes != length) {
      length++;
    }
    return length + rest;
  }
}
