package io.gstacks.persistence.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.StoredEvent;
import io.gstacks.persistence.entity.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stored form of everything: JSON with snake_case names and ISO instants, under a manifest
 * {@code name/version}. Empty optional fields are left out, unknown fields are ignored; an unknown
 * name, or a version of the future, is an error that names it.
 *
 * <p>Keep events flat. A field of a sealed type needs {@code @JsonTypeInfo(use = NAME, property =
 * "type")} and {@code @JsonSubTypes} with names, for a class name may change and data may not.
 */
public final class JournalJson {
  private static final String STATE = ".state/1";

  /** What a text with U+0000 looks like in JSON; PostgreSQL could never put it into a row. */
  private static final byte[] NUL = "\\u0000".getBytes(StandardCharsets.US_ASCII);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final JournalRegistry registry;
  private final ObjectWriter writer = MAPPER.writer();
  private final Map<Class<?>, ObjectWriter> stateWriters = new ConcurrentHashMap<>();
  private final Map<String, Form> forms = new ConcurrentHashMap<>();
  private final Map<String, ObjectReader> stateReaders = new ConcurrentHashMap<>();

  /** How one manifest is read; there are as many as stored names and versions. */
  private record Form(StoredEvent<?> event, int version, ObjectReader reader) {}

  public JournalJson(JournalRegistry registry) {
    this.registry = registry;
  }

  /** {@code sandbox.requested/1} for an event, {@code host.state/1} for a snapshot. */
  public String manifest(Object stored) {
    return switch (stored) {
      case Recorded<?> recorded -> registry.event(recorded.event().getClass()).manifest();
      case Kept<?> kept -> stateName(registry.ofState(kept.state()).entity()) + STATE;
      default -> throw new IllegalArgumentException("neither event nor state: " + stored);
    };
  }

  public byte[] write(Object stored) throws IOException {
    var json = writerOf(stored).writeValueAsBytes(stored);
    if (holds(json, NUL)) {
      throw new IllegalArgumentException("a text of " + manifest(stored) + " holds U+0000");
    }
    return json;
  }

  public Object read(byte[] json, String manifest) throws IOException {
    return manifest.endsWith(STATE)
        ? readState(json, manifest.substring(0, manifest.length() - STATE.length()))
        : readEvent(json, manifest);
  }

  public Recorded<?> readEvent(byte[] json, String manifest) throws IOException {
    var form = forms.computeIfAbsent(manifest, this::form);
    if (form.version() == form.event().version()) {
      return form.reader().readValue(json);
    }
    var envelope = (ObjectNode) MAPPER.readTree(json);
    var event = (ObjectNode) envelope.required("event");
    envelope.set("event", JournalRegistry.lift(form.event(), form.version(), event));
    return form.reader().readValue(envelope);
  }

  private Form form(String manifest) {
    int slash = manifest.lastIndexOf('/');
    var event = registry.event(slash < 0 ? manifest : manifest.substring(0, slash));
    int version = version(event, manifest.substring(slash + 1));
    return new Form(event, version, readerOf(Recorded.class, event.type()));
  }

  private Kept<?> readState(byte[] json, String name) throws IOException {
    var entity =
        registry.entities().stream()
            .filter(journal -> stateName(journal.entity()).equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("unknown state: " + name));
    return stateReaders
        .computeIfAbsent(name, _ -> readerOf(Kept.class, entity.stateType()))
        .readValue(json);
  }

  /**
   * A state is written as its declared type: erased to {@code Object}, a sealed one would lose the
   * name of its alternative and never be read again.
   */
  private ObjectWriter writerOf(Object stored) {
    return stored instanceof Kept<?>(var state, _, _, _)
        ? stateWriters.computeIfAbsent(
            registry.ofState(state).stateType(),
            type ->
                MAPPER.writerFor(MAPPER.getTypeFactory().constructParametricType(Kept.class, type)))
        : writer;
  }

  private static int version(StoredEvent<?> event, String text) {
    int version = text.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(text) : 0;
    if (version < 1 || version > event.version()) {
      throw new IllegalArgumentException(
          "unknown stored event: %s/%s (this program knows versions 1 to %d)"
              .formatted(event.name(), text, event.version()));
    }
    return version;
  }

  private static ObjectReader readerOf(Class<?> envelope, Class<?> content) {
    return MAPPER.readerFor(MAPPER.getTypeFactory().constructParametricType(envelope, content));
  }

  /** {@code HostGroup} is stored as {@code host-group}. */
  private static String stateName(String entity) {
    return entity.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static boolean holds(byte[] text, byte[] part) {
    for (int i = 0; i + part.length <= text.length; i++) {
      if (text[i] == '\\' && Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
        return true;
      }
      if (text[i] == '\\') {
        i++;
      }
    }
    return false;
  }
}
