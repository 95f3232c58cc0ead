package io.gstacks.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The stored form of one event: JSON of the record {@code type} under {@code name/version}, as in
 * {@code sandbox.requested/1}. Renaming the class changes no data.
 *
 * @param upcasters the one at index {@code i} lifts the JSON of version {@code i + 1} to {@code i +
 *     2}; so there are {@code version - 1} of them
 */
public record StoredEvent<E>(
    String name, int version, Class<E> type, List<UnaryOperator<ObjectNode>> upcasters) {
  public StoredEvent {
    upcasters = List.copyOf(upcasters);
    if (!name.matches("[a-z-]+(\\.[a-z-]+)+")) {
      throw new IllegalArgumentException("not an event name such as sandbox.requested: " + name);
    }
    if (version != upcasters.size() + 1) {
      throw new IllegalArgumentException(name + "/" + version + " needs one upcaster a version");
    }
  }

  /** An event that still has its first form. */
  public static <E> StoredEvent<E> first(String name, Class<E> type) {
    return new StoredEvent<>(name, 1, type, List.of());
  }

  public String manifest() {
    return name + "/" + version;
  }
}
