package io.gstacks.persistence.feed;

import io.gstacks.persistence.Recorded;
import java.util.Optional;

/**
 * One event as the feed delivers it.
 *
 * @param entity the kind of entity, the first part of its persistence id
 * @param sequence the event's number in its entity
 * @param manifest its stored name and version, {@code sandbox.requested/1}
 */
public record FeedEntry(
    FeedPosition position,
    String entity,
    String entityId,
    long sequence,
    String manifest,
    Content content) {
  /** What could be made of the stored bytes. */
  public sealed interface Content {}

  public record Decoded(Recorded<?> recorded) implements Content {}

  /** An event of another release, or a damaged one: the feed goes on without it. */
  public record Undecodable(String reason) implements Content {}

  public String persistenceId() {
    return entity + "|" + entityId;
  }

  /** The event's stored name without its version. */
  public String name() {
    return manifest.substring(0, Math.max(0, manifest.lastIndexOf('/')));
  }

  public Optional<Recorded<?>> recorded() {
    return switch (content) {
      case Decoded(var recorded) -> Optional.of(recorded);
      case Undecodable _ -> Optional.empty();
    };
  }
}
