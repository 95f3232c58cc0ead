package io.gstacks.bench.command;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * What {@code deploy/bench} passes on.
 *
 * @param name of the bench; without one, all of them run
 */
record Arguments(boolean json, Optional<String> name, Path checkout, Path directory) {
  /** {@code --checkout DIR --directory DIR [--json] [NAME]}. */
  static Arguments parse(List<String> words) {
    boolean json = false;
    Optional<String> name = Optional.empty();
    var checkout = Path.of("");
    var directory = Path.of("");
    var left = new ArrayDeque<>(words);
    while (!left.isEmpty()) {
      var word = left.pop();
      switch (word) {
        case "--json" -> json = true;
        case "--checkout" -> checkout = Path.of(left.pop());
        case "--directory" -> directory = Path.of(left.pop());
        default -> {
          if (word.startsWith("-") || name.isPresent()) {
            throw new IllegalArgumentException("unknown argument: " + word);
          }
          name = Optional.of(word);
        }
      }
    }
    return new Arguments(json, name, checkout, directory);
  }
}
