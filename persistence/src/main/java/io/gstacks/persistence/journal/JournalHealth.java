package io.gstacks.persistence.journal;

import io.gstacks.persistence.entity.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * What this node's last write to its journal came to. An entity that cannot write gives no answer;
 * here stands why, for those who have to say so.
 *
 * <p>A failure counts for {@link #FRESH}, or until a write succeeds: without requests nothing is
 * written that could prove it over. A full disk still lets small writes through, where a page has
 * room, so there success proves nothing and only time ends it.
 */
public final class JournalHealth implements Extension {
  /** Longer than anybody waits for an entity, so that the reason is still there at the end. */
  static final Duration FRESH = Duration.ofSeconds(15);

  private static final String DISK_FULL = "53100";
  private static final Refusal STORAGE_FULL =
      Refusal.unavailable(
          "storage_full", "the disk of the database is full; try again when it has room");
  private static final Refusal UNAVAILABLE =
      Refusal.unavailable("database_unavailable", "the database cannot be written now; try again");
  private static final Id ID = new Id();

  private record Failure(Refusal reason, long at) {}

  private final LongSupplier nanoTime;
  private volatile Optional<Failure> last = Optional.empty();

  JournalHealth(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  public static JournalHealth get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  /** Why nothing can be written now; empty when all is well. */
  public Optional<Refusal> trouble() {
    return last.filter(failure -> nanoTime.getAsLong() - failure.at() < FRESH.toNanos())
        .map(Failure::reason);
  }

  void written() {
    if (last.filter(failure -> failure.reason().equals(UNAVAILABLE)).isPresent()) {
      last = Optional.empty();
    }
  }

  void failed(SQLException cause) {
    last = Optional.of(new Failure(reason(cause), nanoTime.getAsLong()));
  }

  private static Refusal reason(SQLException cause) {
    return DISK_FULL.equals(cause.getSQLState()) ? STORAGE_FULL : UNAVAILABLE;
  }

  private static final class Id extends AbstractExtensionId<JournalHealth> {
    @Override
    public JournalHealth createExtension(ExtendedActorSystem system) {
      return new JournalHealth(System::nanoTime);
    }
  }
}
