package io.gstacks.agent.files;

import io.gstacks.agent.protocol.FileEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told of all that happened within one pace: for each path the last thing, in the order in
 * which paths came, up to a bound. What was made and removed within it is not told at all.
 *
 * <p>Example: created a, modified a, created b, removed b is told as created a.
 */
final class WatchRules {
  private final int most;
  private final Map<String, FileEvent.Kind> happened = new LinkedHashMap<>();
  private boolean overflow;

  WatchRules(int most) {
    this.most = most;
  }

  void add(FileEvent.Kind kind, String path) {
    if (kind == FileEvent.Kind.OVERFLOW) {
      overflow = true;
      return;
    }
    var before = happened.get(path);
    if (before == FileEvent.Kind.CREATED && kind == FileEvent.Kind.REMOVED) {
      happened.remove(path);
    } else if (before == FileEvent.Kind.CREATED && kind == FileEvent.Kind.MODIFIED) {
      return; // it is told as made
    } else if (before == FileEvent.Kind.REMOVED && kind == FileEvent.Kind.CREATED) {
      happened.put(path, FileEvent.Kind.MODIFIED); // replaced
    } else if (before != null || happened.size() < most) {
      happened.put(path, kind);
    } else {
      overflow = true;
    }
  }

  /** What is to be told now; begins anew. */
  List<FileEvent> told() {
    var events = new ArrayList<FileEvent>();
    happened.forEach((path, kind) -> events.add(event(kind, path)));
    if (overflow) {
      events.add(event(FileEvent.Kind.OVERFLOW, ""));
    }
    happened.clear();
    overflow = false;
    return events;
  }

  private static FileEvent event(FileEvent.Kind kind, String path) {
    return FileEvent.newBuilder().setKind(kind).setPath(path).build();
  }
}
