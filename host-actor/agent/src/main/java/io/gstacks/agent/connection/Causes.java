package io.gstacks.agent.connection;

import java.util.LinkedHashSet;
import java.util.Optional;

/** What a failed call tells, down to the first cause: gRPC's own word is often "io exception". */
public final class Causes {
  private Causes() {}

  public static String of(Throwable failure) {
    var words = new LinkedHashSet<String>();
    for (var e = Optional.of(failure); e.isPresent(); e = e.map(Throwable::getCause)) {
      words.add(String.valueOf(e.get().getMessage()));
    }
    return String.join(": ", words);
  }
}
