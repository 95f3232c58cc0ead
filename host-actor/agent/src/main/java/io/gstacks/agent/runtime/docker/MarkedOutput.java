package io.gstacks.agent.runtime.docker;

import com.google.protobuf.ByteString;

/**
 * One output of a command, up to the mark that its shell sets behind it. What might be the mark's
 * beginning is held back until more has come. Pure.
 */
final class MarkedOutput {
  private final ByteString mark;
  private ByteString held = ByteString.EMPTY;
  private ByteString behind = ByteString.EMPTY;
  private boolean ended;

  MarkedOutput(byte[] mark) {
    this.mark = ByteString.copyFrom(mark);
  }

  /** What of these bytes, and of those held back before, is the command's. */
  ByteString take(ByteString bytes) {
    if (ended) {
      behind = behind.concat(bytes);
      return ByteString.EMPTY;
    }
    var all = held.concat(bytes);
    int from = beginning(all);
    if (from + mark.size() <= all.size()) {
      ended = true;
      behind = all.substring(from + mark.size());
      held = ByteString.EMPTY;
    } else {
      held = all.substring(from);
    }
    return all.substring(0, from);
  }

  /** Where the mark stands, or may stand once more has come; else the end. */
  private int beginning(ByteString all) {
    byte first = mark.byteAt(0);
    for (int at = 0; at < all.size(); at++) {
      if (all.byteAt(at) == first) {
        int length = Math.min(mark.size(), all.size() - at);
        if (all.substring(at, at + length).equals(mark.substring(0, length))) {
          return at;
        }
      }
    }
    return all.size();
  }

  boolean ended() {
    return ended;
  }

  /** What came after the mark. */
  ByteString behind() {
    return behind;
  }

  /** The stream ended without the mark: then this was the command's after all. */
  ByteString rest() {
    var rest = held;
    held = ByteString.EMPTY;
    return rest;
  }
}
