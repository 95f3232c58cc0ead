package io.gstacks.persistence.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.StoredEvent;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.journal.JournalJson;
import io.gstacks.persistence.journal.JournalRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Pins the stored form of a module's events and states: a change that fails here would strand
 * journals already written.
 *
 * <pre>
 * private static final StoredForm FORM = StoredForm.of(new SandboxJournal());
 *
 * FORM.pins(new Stopped("done"), "sandbox.stopped/1", "{\"reason\":\"done\"}");
 * FORM.reads("sandbox.stopped/1", "{}", new Stopped("unknown"));   // what an older release wrote
 * FORM.everyEventHasASample(samples);
 * </pre>
 */
public final class StoredForm {
  private final EntityJournal<?, ?> journal;
  private final JournalJson json;

  private StoredForm(EntityJournal<?, ?> journal) {
    this.journal = journal;
    this.json = new JournalJson(JournalRegistry.of(List.of(journal)));
  }

  public static StoredForm of(EntityJournal<?, ?> journal) {
    return new StoredForm(journal);
  }

  /** The event is written under this manifest as this JSON, and read back as it was. */
  public void pins(Object event, String manifest, String eventJson) {
    var recorded = envelope(event);

    assertThat(json.manifest(recorded)).isEqualTo(manifest);
    assertThat(write(recorded)).isEqualTo(envelope(eventJson));
    reads(manifest, eventJson, event);
  }

  /** The JSON, of whatever release, is read as this event. */
  public void reads(String manifest, String eventJson, Object event) {
    assertThat(read(envelope(eventJson), manifest)).isEqualTo(envelope(event));
  }

  /** The same for a state, which snapshots hold. */
  public void pinsState(Object state, String manifest, String stateJson) {
    var kept = new Kept<>(state, Optional.empty(), true, List.of("cmd_1"));
    var stored = "{\"state\":" + stateJson + ",\"exists\":true,\"commands\":[\"cmd_1\"]}";

    assertThat(json.manifest(kept)).isEqualTo(manifest);
    assertThat(write(kept)).isEqualTo(stored);
    assertThat(read(stored, manifest)).isEqualTo(kept);
  }

  /** A new event without a sample fails here. */
  public void everyEventHasASample(Collection<?> samples) {
    var sampled = samples.stream().<Object>map(Object::getClass).toList();
    var stored = journal.events().stream().<Object>map(StoredEvent::type).toList();

    assertThat(sampled).containsAll(stored);
  }

  private static Recorded<Object> envelope(Object event) {
    return new Recorded<>(
        Instant.parse("2026-01-02T03:04:05Z"),
        Optional.empty(),
        "system",
        "",
        "cmd_1",
        Optional.empty(),
        event);
  }

  private static String envelope(String eventJson) {
    return "{\"at\":\"2026-01-02T03:04:05Z\",\"by\":\"system\",\"request\":\"\",\"command\":\"cmd_1\",\"event\":"
        + eventJson
        + "}";
  }

  private String write(Object stored) {
    try {
      return new String(json.write(stored), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object read(String text, String manifest) {
    try {
      return json.read(text.getBytes(StandardCharsets.UTF_8), manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
