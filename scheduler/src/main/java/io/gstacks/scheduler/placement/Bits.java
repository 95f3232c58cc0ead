package io.gstacks.scheduler.placement;

import java.util.Arrays;

/** A growing set of host ordinals, 64 to a word. */
final class Bits {
  private long[] words = new long[1];

  void set(int bit, boolean value) {
    int word = bit >>> 6;
    if (word >= words.length) {
      if (!value) {
        return;
      }
      words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
    }
    if (value) {
      words[word] |= 1L << bit;
    } else {
      words[word] &= ~(1L << bit);
    }
  }

  boolean get(int bit) {
    return (word(bit >>> 6) & 1L << bit) != 0;
  }

  /** The word at an index, zero beyond the end. */
  long word(int index) {
    return index < words.length ? words[index] : 0;
  }

  int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }
}
