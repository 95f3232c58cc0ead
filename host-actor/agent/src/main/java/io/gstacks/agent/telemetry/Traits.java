package io.gstacks.agent.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words that say what a host can do: found out, and those that its owner adds. Pure. */
public final class Traits {
  private static final Pattern WORD = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");

  private Traits() {}

  /** Reads {@code AGENT_TRAITS}: words between commas. */
  public static List<String> parse(String text) {
    var words =
        Arrays.stream(text.split(",", -1)).map(String::strip).filter(w -> !w.isEmpty()).toList();
    for (var word : words) {
      if (!WORD.matcher(word).matches()) {
        throw new IllegalArgumentException(
            "a trait is 1 to 64 lower-case letters, digits, '.', '_' or '-': " + word);
      }
    }
    return words;
  }

  public static List<String> together(List<String> found, List<String> configured) {
    return List.copyOf(new TreeSet<>(Stream.concat(found.stream(), configured.stream()).toList()));
  }
}
