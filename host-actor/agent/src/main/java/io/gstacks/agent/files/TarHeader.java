package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One block of 512 bytes that begins an entry of a tar stream, in the form of POSIX (ustar).
 *
 * @param name as it stands there; a pax header before it may say another
 * @param type the letter of the entry: {@code 0} a file, {@code 5} a directory, {@code 2} a link
 */
record TarHeader(String name, int mode, long size, long modifiedSeconds, char type, String link) {
  static final int BLOCK = 512;
  static final char FILE = '0';
  static final char LINK = '2';
  static final char DIRECTORY = '5';
  static final char PAX = 'x';

  private static final int NAME = 100;
  private static final int PREFIX = 155;
  private static final int OCTAL_BASE = 8;

  /** What fits into eleven octal digits; a larger size stands in a pax header. */
  static final long MOST_OCTAL = 077777777777L;

  /** Empty bytes begin the end of a stream. */
  static boolean isEnd(byte[] block) {
    for (var octet : block) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  static TarHeader read(byte[] block) {
    if (number(block, 148, 8) != sum(block)) {
      throw new FilesException(Code.INVALID_TAR, "a header's checksum is wrong: this is no tar");
    }
    var type = block[156] == 0 || block[156] == '7' ? FILE : (char) (block[156] & 0xff);
    var prefix = text(block, 257, 5).equals("ustar") ? text(block, 345, PREFIX) : "";
    var name = text(block, 0, NAME);
    return new TarHeader(
        prefix.isEmpty() || block[262] != 0 ? name : prefix + "/" + name,
        (int) number(block, 100, 8) & 0777,
        number(block, 124, 12),
        number(block, 136, 12),
        type,
        text(block, 157, NAME));
  }

  /** GNU writes what does not fit into octal digits as a number of base 256. */
  private static long number(byte[] block, int from, int length) {
    if ((block[from] & 0x80) != 0) {
      return binary(block, from, length);
    }
    long number = 0;
    for (var digit : text(block, from, length).strip().toCharArray()) {
      if (digit < '0' || digit > '7') {
        throw new FilesException(Code.INVALID_TAR, "a header holds what is no number");
      }
      number = number * OCTAL_BASE + (digit - '0');
    }
    return number;
  }

  private static long binary(byte[] block, int from, int length) {
    long number = block[from] & 0x3f;
    for (int at = from + 1; at < from + length; at++) {
      if (number >> 54 != 0) {
        throw new FilesException(Code.INVALID_TAR, "a header holds a number that is too large");
      }
      number = (number << 8) | (block[at] & 0xff);
    }
    return number;
  }

  private static long sum(byte[] block) {
    long sum = 0;
    for (int at = 0; at < BLOCK; at++) {
      sum += at >= 148 && at < 156 ? ' ' : block[at] & 0xff;
    }
    return sum;
  }

  private static String text(byte[] block, int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return new String(block, from, end - from, StandardCharsets.UTF_8);
  }

  /** Whether a name or a target stands in the block itself. */
  static boolean fits(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= NAME;
  }

  /** What does not fit is cut off: the pax header before it says it whole. */
  byte[] bytes() {
    var block = new byte[BLOCK];
    put(block, 0, NAME, name);
    put(block, 100, 8, "%07o".formatted(mode));
    put(block, 108, 8, "%07o".formatted(0));
    put(block, 116, 8, "%07o".formatted(0));
    put(block, 124, 12, "%011o".formatted(Math.min(size, MOST_OCTAL)));
    put(block, 136, 12, "%011o".formatted(Math.clamp(modifiedSeconds, 0, MOST_OCTAL)));
    block[156] = (byte) type;
    put(block, 157, NAME, link);
    put(block, 257, 6, "ustar\0");
    put(block, 263, 2, "00");
    put(block, 148, 8, "%06o\0 ".formatted(sum(block)));
    return block;
  }

  private static void put(byte[] block, int from, int length, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    Arrays.fill(block, from, from + length, (byte) 0);
    System.arraycopy(bytes, 0, block, from, Math.min(bytes.length, length));
  }
}
