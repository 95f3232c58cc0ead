package io.gstacks.bench.report;

import java.util.OptionalDouble;

/**
 * A bound beside what was measured.
 *
 * @param value empty when it could not be measured; such a mark is missed
 */
public record Mark(Bound bound, OptionalDouble value) {
  public boolean ok() {
    return value.isPresent() && bound.op().holds(value.getAsDouble(), bound.bound());
  }
}
