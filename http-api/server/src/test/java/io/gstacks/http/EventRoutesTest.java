package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.tenant.KeyEvent;
import io.gstacks.http.idempotency.RequestEvent;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.feed.FeedEntry;
import io.gstacks.persistence.feed.FeedPosition;
import io.gstacks.persistence.sealed.Sealed;
import io.gstacks.scheduler.sandbox.SandboxEvent;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventRoutesTest {
  private final TestApi api = new TestApi();

  @BeforeEach
  void journal() {
    journal(
        "Sandbox",
        Samples.SANDBOX.value(),
        "sandbox.requested/1",
        Samples.TENANT,
        new SandboxEvent.Requested(Samples.TENANT, Samples.spec(), Samples.NOON));
    journal(
        "Sandbox",
        Samples.SANDBOX.value(),
        "sandbox.placed/1",
        Samples.TENANT,
        new SandboxEvent.Placed(Samples.HOST, 1, 1));
    journal(
        "Sandbox",
        "sbx_other",
        "sandbox.stop-requested/1",
        Samples.OTHER_TENANT,
        new SandboxEvent.StopRequested());
    journal(
        "Key",
        Samples.KEY.value(),
        "key.created/1",
        Samples.TENANT,
        new KeyEvent.Created(
            Samples.KEY, Samples.TENANT, "ci", Role.MEMBER, "5ec7e7", Samples.NOON));
    journal(
        "Request",
        "idk_x",
        "request.began/1",
        Samples.TENANT,
        new RequestEvent.Began(
            0, "f00d", true, new Sealed("1:01kd4x7a9bqv3m5n6p8r0s2t4w:AAAA"), Samples.NOON));
    api.journal.add(
        new FeedEntry(
            new FeedPosition(1, 9, 9),
            "Sandbox",
            Samples.SANDBOX.value(),
            9,
            "sandbox.new/1",
            new FeedEntry.Undecodable("of a later release")));
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void tellsATenantItsOwn() {
    var text = events("0-0-0", "");

    assertThat(text)
        .contains("id: 1-1-1\nevent: sandbox.requested\ndata: {\"id\":\"1-1-1\"")
        .contains("event: sandbox.placed")
        .contains("event: key.created")
        .doesNotContain("stop-requested")
        .doesNotContain("request.began")
        .doesNotContain("sandbox.new");
  }

  @Test
  void hidesWhatIsSecret() {
    var text = events("0-0-0", "");

    assertThat(text)
        .contains("\"environment\":{\"TOKEN\":\"(sealed)\"}")
        .doesNotContain("AAAA")
        .doesNotContain("5ec7e7");
  }

  @Test
  void goesOnAfterTheLastOne() {
    assertThat(events("1-1-1", "")).doesNotContain("sandbox.requested").contains("sandbox.placed");
  }

  @Test
  void beginsNow() {
    var text = api.get("/api/events").text();

    assertThat(text).isEmpty();
  }

  @Test
  void filtersByWhatEventsAreAbout() {
    assertThat(events("0-0-0", "?host_id=" + Samples.HOST))
        .contains("sandbox.placed")
        .doesNotContain("sandbox.requested");
    assertThat(events("0-0-0", "?cluster_id=" + Samples.CLUSTER))
        .contains("sandbox.requested")
        .doesNotContain("sandbox.placed");
    assertThat(events("0-0-0", "?sandbox_id=" + Samples.SANDBOX)).doesNotContain("key.created");
  }

  @Test
  void refusesAPositionThatIsNone() {
    var request =
        HttpRequest.GET("/api/events").addHeader(TestApi.header("Last-Event-ID", "yesterday"));

    assertThat(ApiTest.code(api.send(request))).isEqualTo("400 invalid_last_event_id");
  }

  private String events(String after, String query) {
    return api.send(
            HttpRequest.GET("/api/events" + query)
                .addHeader(TestApi.header("Last-Event-ID", after)))
        .text();
  }

  private void journal(String entity, String id, String manifest, TenantId tenant, Object event) {
    int number = api.journal.size() + 1;
    var recorded =
        new Recorded<>(
            Samples.NOON, Optional.of(tenant), "system", "", "cmd_1", Optional.empty(), event);
    api.journal.add(
        new FeedEntry(
            new FeedPosition(1, number, number),
            entity,
            id,
            number,
            manifest,
            new FeedEntry.Decoded(recorded)));
  }
}
