package io.gstacks.agent.stream;

import java.util.Optional;

/** The line that is welcome and the one that is being established: at most one of each. */
final class Lines {
  private Optional<Line> current = Optional.empty();
  private Optional<Line> next = Optional.empty();

  Optional<Line> current() {
    return current;
  }

  Optional<Line> next() {
    return next;
  }

  Optional<Line> find(int number) {
    return current
        .filter(line -> line.number() == number)
        .or(() -> next.filter(line -> line.number() == number));
  }

  void establish(Line line) {
    next = Optional.of(line);
  }

  /** The line is welcome now; the one before it is closed only after that. */
  void welcome(Line line) {
    current.filter(old -> old.number() != line.number()).ifPresent(Line::close);
    current = Optional.of(line);
    next = Optional.empty();
  }

  void drop(Line line) {
    line.close();
    current = current.filter(other -> !other.equals(line));
    next = next.filter(other -> !other.equals(line));
  }

  void close() {
    current.ifPresent(Line::close);
    next.ifPresent(Line::close);
  }
}
