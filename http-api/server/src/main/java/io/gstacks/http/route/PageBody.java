package io.gstacks.http.route;

import io.gstacks.host.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list in JSON: {@code next_cursor} is where the next one begins, null at the end.
 */
public record PageBody<T>(List<T> items, Optional<String> nextCursor) {
  public static final int MOST = 200;
  public static final int USUAL = 50;

  public PageBody {
    items = List.copyOf(items);
  }

  public static <T, U> PageBody<U> of(Page<T> page, Function<? super T, ? extends U> form) {
    return new PageBody<>(page.items().stream().<U>map(form).toList(), page.next());
  }

  /** What has no second page. */
  public static <T> PageBody<T> whole(List<T> items) {
    return new PageBody<>(items, Optional.empty());
  }

  /** Which page is wanted. */
  public record Wanted(int limit, Optional<String> cursor) {
    public static Wanted of(Query query) {
      return new Wanted(query.number("limit", 1, MOST, USUAL), query.text("cursor"));
    }
  }
}
