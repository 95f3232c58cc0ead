package io.gstacks.persistence.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Every entity, event and snapshot that this program can store, by stored name and by class. One of
 * anything: two modules that claim the same name, class or state stop the start.
 */
public final class JournalRegistry {
  private final Map<String, EntityJournal<?, ?>> entities = new HashMap<>();
  private final Map<String, StoredEvent<?>> eventsByName = new HashMap<>();
  private final Map<Class<?>, StoredEvent<?>> eventsByType = new HashMap<>();

  private JournalRegistry(Iterable<? extends EntityJournal<?, ?>> journals) {
    for (var journal : journals) {
      claim(entities, journal.entity(), journal, "entity");
      for (var event : journal.events()) {
        claim(eventsByName, event.name(), event, "event name");
        claim(eventsByType, event.type(), event, "event class");
      }
    }
    var states = new HashMap<Class<?>, EntityJournal<?, ?>>();
    entities.values().forEach(journal -> claim(states, journal.stateType(), journal, "state"));
  }

  public static JournalRegistry of(Collection<? extends EntityJournal<?, ?>> journals) {
    return new JournalRegistry(journals);
  }

  /** What {@link ServiceLoader} finds on the class path; looked up once in the life of a JVM. */
  public static JournalRegistry installed() {
    return Installed.REGISTRY;
  }

  public Collection<EntityJournal<?, ?>> entities() {
    return List.copyOf(entities.values());
  }

  /** The journal of an entity by the first part of its persistence ids. */
  public EntityJournal<?, ?> entity(String name) {
    return known(entities.get(name), "entity", name);
  }

  /** The stored form of an event of this class. */
  public StoredEvent<?> event(Class<?> type) {
    return known(eventsByType.get(type), "event class", type.getName());
  }

  /** The stored form of the events that are called so, at whatever version. */
  public StoredEvent<?> event(String name) {
    return known(eventsByName.get(name), "stored event", name);
  }

  /** The entity whose state, or a case of it, this is. */
  public EntityJournal<?, ?> ofState(Object state) {
    return entities.values().stream()
        .filter(journal -> journal.stateType().isInstance(state))
        .findFirst()
        .orElseThrow(() -> unknown("state class", state.getClass().getName()));
  }

  /** Lifts the JSON of an event from the version in which it was stored to the present one. */
  static ObjectNode lift(StoredEvent<?> event, int storedVersion, ObjectNode json) {
    var lifted = json;
    for (var upcaster : event.upcasters().subList(storedVersion - 1, event.upcasters().size())) {
      lifted = upcaster.apply(lifted);
    }
    return lifted;
  }

  private static <K, V> void claim(Map<K, V> claims, K key, V value, String what) {
    if (claims.putIfAbsent(key, value) != null) {
      throw new IllegalStateException("two journals claim the " + what + " " + key);
    }
  }

  private static <V> V known(@Nullable V value, String what, String name) {
    if (value == null) {
      throw unknown(what, name);
    }
    return value;
  }

  private static IllegalArgumentException unknown(String what, String name) {
    return new IllegalArgumentException("unknown " + what + " in the journal: " + name);
  }

  private static final class Installed {
    static final JournalRegistry REGISTRY = new JournalRegistry(load());

    @SuppressWarnings("rawtypes")
    private static List<EntityJournal<?, ?>> load() {
      var journals = new ArrayList<EntityJournal<?, ?>>();
      for (EntityJournal journal : ServiceLoader.load(EntityJournal.class)) {
        journals.add(journal);
      }
      return journals;
    }
  }
}
