package io.gstacks.http.event;

import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Sse;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.feed.FeedEntry;
import io.gstacks.persistence.feed.FeedPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET /api/events}: what happens to a tenant's records, from now on or after {@code
 * Last-Event-ID}. A slow reader slows nobody else: it reads the journal at its own pace.
 */
public final class EventRoutes {
  /** The API's own book-keeping is no news. */
  private static final Set<String> INTERNAL = Set.of("Request");

  private final EventFeed feed;
  private final Duration heartbeat;

  public EventRoutes(EventFeed feed, Duration heartbeat) {
    this.feed = feed;
    this.heartbeat = heartbeat;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/events", Role.VIEWER, this::stream).with(EventFilter.PARAMETERS));
  }

  private CompletionStage<Answer> stream(Exchange exchange) {
    var filter = EventFilter.of(exchange.query());
    var tenant = exchange.principal().tenant();
    var from =
        exchange
            .header("Last-Event-ID")
            .map(EventRoutes::position)
            .orElseGet(feed::currentPosition);
    var events =
        feed.from(from)
            .mapConcat(entry -> publicForm(entry, tenant).stream().toList())
            .filter(filter::wants)
            .map(event -> new Sse(Optional.of(event.id()), event.event(), event));
    return CompletableFuture.completedStage(Sse.answer(events, heartbeat));
  }

  private static Optional<EventBody> publicForm(FeedEntry entry, TenantId tenant) {
    return entry
        .recorded()
        .filter(recorded -> recorded.tenant().equals(Optional.of(tenant)))
        .filter(_ -> !INTERNAL.contains(entry.entity()))
        .map(recorded -> EventBody.of(entry, recorded));
  }

  private static FeedPosition position(String text) {
    try {
      return FeedPosition.parse(text);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid(
          "invalid_last_event_id", "Last-Event-ID is the id of an event of this stream");
    }
  }
}
