package io.gstacks.scheduler.placement;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Words that hosts carry (traits, tags, images) and, for each, the hosts that carry it. */
final class Vocabulary {
  private static final Bits NOBODY = new Bits();
  private final Map<String, Bits> carriers = new HashMap<>();

  /** Makes {@code after} what the host carries, where it carried {@code before}. */
  void change(int ordinal, Set<String> before, Set<String> after) {
    for (var word : before) {
      if (!after.contains(word)) {
        carriers(word).set(ordinal, false);
      }
    }
    for (var word : after) {
      if (!before.contains(word)) {
        carriers.computeIfAbsent(word, _ -> new Bits()).set(ordinal, true);
      }
    }
  }

  /** Who carries the word: a live set, empty for a word that nobody ever carried. */
  Bits carriers(String word) {
    return carriers.getOrDefault(word, NOBODY);
  }
}
