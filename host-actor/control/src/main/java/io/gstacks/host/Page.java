package io.gstacks.host;

import java.util.List;
import java.util.Optional;

/**
 * A stretch of a list, by id.
 *
 * @param next the id after which the next stretch begins; empty when this is the last
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
