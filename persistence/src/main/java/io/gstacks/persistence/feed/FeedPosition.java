package io.gstacks.persistence.feed;

import java.util.Comparator;

/**
 * A place in the journal feed, between two events: what has been seen. Its text, {@code
 * era-xid-ordering}, is what clients of event streams send back.
 *
 * @param xid the id of the transaction that wrote the event
 * @param ordering the event's number within the journal
 */
public record FeedPosition(int era, long xid, long ordering) implements Comparable<FeedPosition> {
  private static final Comparator<FeedPosition> ORDER =
      Comparator.comparingInt(FeedPosition::era)
          .thenComparingLong(FeedPosition::xid)
          .thenComparingLong(FeedPosition::ordering);

  private static final String FORM = "[0-9]{1,9}-[0-9]{1,18}-[0-9]{1,18}";

  /** Before everything. */
  public static FeedPosition start() {
    return new FeedPosition(0, 0, 0);
  }

  /** Throws {@link IllegalArgumentException} on a text that is no position. */
  public static FeedPosition parse(String text) {
    if (!text.matches(FORM)) {
      throw new IllegalArgumentException("not a position of the feed, as in 1-804-17");
    }
    var parts = text.split("-", -1);
    return new FeedPosition(
        Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }

  @Override
  public int compareTo(FeedPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return era + "-" + xid + "-" + ordering;
  }
}
