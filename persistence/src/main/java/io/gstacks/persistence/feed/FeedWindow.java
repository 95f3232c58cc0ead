package io.gstacks.persistence.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The newest entries, one copy for all who follow closely. It is the only buffer of the feed, and
 * bounded: who falls out of it reads the database until it is back.
 */
final class FeedWindow {
  private final int size;
  private final int page;
  private List<FeedEntry> entries = List.of();
  private FeedPosition floor;
  private FeedPosition head;
  private CompletableFuture<Boolean> grown = new CompletableFuture<>();

  FeedWindow(int size, int page, FeedPosition start) {
    this.size = size;
    this.page = page;
    this.floor = start;
    this.head = start;
  }

  /** The position before its oldest entry. */
  synchronized FeedPosition floor() {
    return floor;
  }

  synchronized FeedPosition head() {
    return head;
  }

  /** Adds what comes next, and wakes who waits; adding nothing wakes them to look about. */
  void add(List<FeedEntry> more) {
    CompletableFuture<Boolean> waiting;
    synchronized (this) {
      if (!more.isEmpty()) {
        var all = new ArrayList<FeedEntry>(entries.size() + more.size());
        all.addAll(entries);
        all.addAll(more);
        int surplus = Math.max(0, all.size() - size);
        floor = surplus == 0 ? floor : all.get(surplus - 1).position();
        entries = List.copyOf(all.subList(surplus, all.size()));
        head = entries.getLast().position();
      }
      waiting = grown;
      grown = new CompletableFuture<>();
    }
    waiting.complete(true);
  }

  /** The entries after a position, none of them yet, or empty where it lies before the window. */
  synchronized Optional<CompletionStage<List<FeedEntry>>> after(FeedPosition position) {
    if (position.compareTo(floor) < 0) {
      return Optional.empty();
    }
    int from = indexAfter(position);
    if (from == entries.size()) {
      return Optional.of(grown.thenApply(_ -> List.of()));
    }
    int to = Math.min(entries.size(), from + page);
    return Optional.of(CompletableFuture.completedStage(entries.subList(from, to)));
  }

  private int indexAfter(FeedPosition position) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).position().compareTo(position) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
