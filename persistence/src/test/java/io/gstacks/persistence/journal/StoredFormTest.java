package io.gstacks.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.example.Counter;
import io.gstacks.persistence.example.CounterEvent;
import io.gstacks.persistence.example.CounterJournal;
import io.gstacks.persistence.testkit.StoredForm;
import io.gstacks.persistence.testkit.TestJournal;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredFormTest {
  private static final StoredForm FORM = StoredForm.of(new CounterJournal());
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");
  private static final JournalRegistry REGISTRY = JournalRegistry.of(List.of(new CounterJournal()));

  private final JournalSerializer serializer = new JournalSerializer(new JournalJson(REGISTRY));

  @Test
  void writesAndReadsThePinnedJson() {
    FORM.pins(
        new CounterEvent.Added(3, Optional.of("three")),
        "counter.added/2",
        "{\"amount\":3,\"note\":\"three\"}");
    FORM.pins(
        new CounterEvent.AlarmSet(NOON),
        "counter.alarm-set/1",
        "{\"wake_at\":\"2026-01-02T12:00:00.123456Z\"}");
    FORM.pins(new CounterEvent.AlarmRang(), "counter.alarm-rang/1", "{}");
    FORM.pinsState(new Counter(7, Optional.empty()), "counter.state/1", "{\"count\":7}");
  }

  @Test
  void everyEventHasASample() {
    FORM.everyEventHasASample(
        List.of(
            new CounterEvent.Added(1, Optional.empty()),
            new CounterEvent.AlarmSet(NOON),
            new CounterEvent.AlarmRang()));
  }

  @Test
  void leavesOutWhatIsEmptyAndReadsWhatIsMissingAsEmpty() {
    FORM.pins(new CounterEvent.Added(3, Optional.empty()), "counter.added/2", "{\"amount\":3}");
  }

  @Test
  void ignoresFieldsOfLaterReleases() {
    FORM.reads(
        "counter.added/2",
        "{\"amount\":3,\"colour\":\"red\"}",
        new CounterEvent.Added(3, Optional.empty()));
  }

  @Test
  void liftsOlderVersions() {
    FORM.reads("counter.added/1", "{\"by\":3}", new CounterEvent.Added(3, Optional.empty()));
  }

  @Test
  void namesWhatItDoesNotKnow() {
    var json = "{}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> serializer.fromBinary(json, "counter.flew-away/1"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("counter.flew-away");
    assertThatThrownBy(() -> serializer.fromBinary(json, "counter.added/3"))
        .hasMessageContaining("counter.added/3")
        .hasMessageContaining("versions 1 to 2");
  }

  @Test
  void refusesTextThatNoTableCouldHold() {
    var event = new CounterEvent.Added(1, Optional.of("a\0b"));
    var harmless = new CounterEvent.Added(1, Optional.of("a\\u0000b"));

    assertThatThrownBy(() -> serializer.toBinary(TestJournal.recorded(event)))
        .hasMessageContaining("U+0000");
    assertThat(serializer.toBinary(TestJournal.recorded(harmless))).isNotEmpty();
  }

  @Test
  void roundTripsThroughTheSerializer() throws Exception {
    Recorded<?> recorded = TestJournal.recorded(new CounterEvent.Added(5, Optional.empty()));

    var bytes = serializer.toBinary(recorded);

    assertThat(serializer.fromBinary(bytes, serializer.manifest(recorded))).isEqualTo(recorded);
  }

  @Test
  void oneOfEveryName() {
    var twice = List.of(new CounterJournal(), new CounterJournal());

    assertThatThrownBy(() -> JournalRegistry.of(twice)).hasMessageContaining("Counter");
  }
}
