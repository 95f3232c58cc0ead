package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.http.TestApi.Answered;
import io.gstacks.persistence.entity.Role;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code Idempotency-Key} from outside, over the real record of requests. */
class IdempotencyTest {
  private static final String EXEC = "/api/sandboxes/" + Samples.SANDBOX + "/exec";
  private static final String COMMAND = "{\"command\":[\"date\"]}";

  private final TestApi api = new TestApi();

  @AfterEach
  void close() {
    api.requests.values().forEach(TestApi.ACTORS::stop);
    api.close();
  }

  @Test
  void theSameRequestGetsTheSameAnswer() {
    var first = create("k-same", "{\"name\":\"dev\"}");
    var again = create("k-same", "{\"name\":\"dev\"}");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(api.rooms.commands(SandboxCommand.Create.class)).hasSize(1);
  }

  @Test
  void anotherRequestIsRefused() {
    create("k-other", "{\"name\":\"dev\"}");

    assertThat(ApiTest.code(create("k-other", "{\"name\":\"prod\"}")))
        .isEqualTo("422 idempotency_key_reused");
    assertThat(ApiTest.code(send("k-other", "/api/sandboxes?wait=running", "{\"name\":\"dev\"}")))
        .isEqualTo("422 idempotency_key_reused");
    assertThat(ApiTest.code(send("k-other", "/api/clusters", "{\"name\":\"dev\"}")))
        .isEqualTo("422 idempotency_key_reused");
  }

  @Test
  void tenantsDoNotShareKeys() {
    create("k-tenant", "{\"name\":\"dev\"}");
    var other = api.rooms.key(Samples.OTHER_TENANT, Role.ADMIN);

    var answer =
        api.send(
            TestApi.postRequest(
                    "/api/sandboxes",
                    "{\"name\":\"prod\",\"cluster_id\":\"%s\"}".formatted(Samples.CLUSTER))
                .addHeader(TestApi.header("Idempotency-Key", "k-tenant")),
            other);

    assertThat(answer.status()).isEqualTo(201);
  }

  @Test
  void aCrashedRequestIsRunAgainWithTheSameIds() {
    api.rooms.sandboxReply = _ -> CompletableFuture.failedStage(new TimeoutException("crash"));
    assertThat(create("k-crash", "{}").status()).isEqualTo(503);
    crash();
    api.rooms.sandboxReply =
        _ ->
            CompletableFuture.completedStage(
                new SandboxCommand.Accepted(Samples.sandbox("creating")));

    assertThat(create("k-crash", "{}").status()).isEqualTo(201);

    var creates = api.rooms.commands(SandboxCommand.Create.class);
    assertThat(creates).hasSize(2);
    assertThat(creates.getFirst().meta().command()).isEqualTo(creates.getLast().meta().command());
  }

  @Test
  void aKeyMadeTwiceIsTheSameKey() {
    var first = send("k-key", "/api/keys", "{\"name\":\"ci\",\"role\":\"member\"}");
    crash();
    var again = send("k-key", "/api/keys", "{\"name\":\"ci\",\"role\":\"member\"}");

    assertThat(again.json().path("key").asText()).isEqualTo(first.json().path("key").asText());
    assertThat(api.rooms.commands(KeyCommand.Create.class)).hasSize(1);
  }

  @Test
  void refusalsAreAnswersToo() {
    var first = send("k-taken", "/api/clusters", "{\"name\":\"default\"}");
    var again = send("k-taken", "/api/clusters", "{\"name\":\"default\"}");

    assertThat(ApiTest.code(first)).isEqualTo("409 name_taken");
    assertThat(again.text()).isEqualTo(first.text());
  }

  @Test
  void aRepeatWaitsForTheFirst() {
    var reply = new CompletableFuture<SandboxCommand.Reply>();
    api.rooms.sandboxReply =
        command ->
            command instanceof SandboxCommand.Create
                ? reply
                : CompletableFuture.completedStage(
                    new SandboxCommand.Accepted(Samples.sandbox("creating")));
    var first = api.start(keyed("k-wait", "/api/sandboxes", "{}"));
    var second = api.start(keyed("k-wait", "/api/sandboxes", "{}"));

    reply.complete(new SandboxCommand.Accepted(Samples.sandbox("creating")));

    assertThat(TestApi.await(second).text()).isEqualTo(TestApi.await(first).text());
    assertThat(api.rooms.commands(SandboxCommand.Create.class)).hasSize(1);
  }

  @Test
  void aRepeatDoesNotWaitForEver() {
    api.with("gstacks.http.idempotency { patience = 200ms, poll = 20ms }");
    api.rooms.sandboxReply = _ -> new CompletableFuture<>();
    var _ = api.start(keyed("k-busy", "/api/sandboxes", "{}"));
    awaitCreate();

    assertThat(ApiTest.code(create("k-busy", "{}"))).isEqualTo("409 request_in_progress");
  }

  @Test
  void longAnswersAreKeptWhole() {
    var text = "0123456789".repeat(9_000);
    api.rooms.output =
        _ ->
            Source.from(
                List.of(
                    ChannelFrame.newBuilder().setStdout(ByteString.copyFromUtf8(text)).build(),
                    Rooms.exit(0)));

    var first = send("k-long", EXEC, COMMAND);
    var again = send("k-long", EXEC, COMMAND);

    assertThat(first.json().path("stdout").asText()).hasSize(90_000);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(api.rooms.opened).hasSize(1);
  }

  @Test
  void aCommandIsNeverRunTwice() {
    api.rooms.output = _ -> Source.empty();
    assertThat(ApiTest.code(send("k-exec", EXEC, COMMAND))).isEqualTo("503 channel_lost");
    crash();

    assertThat(ApiTest.code(send("k-exec", EXEC, COMMAND))).isEqualTo("409 outcome_unknown");
    assertThat(api.rooms.opened).hasSize(1);
  }

  @Test
  void aStreamIsNotKeptAndNotRunTwice() {
    var stream =
        keyed("k-sse", EXEC, COMMAND).addHeader(TestApi.header("Accept", "text/event-stream"));

    assertThat(api.sendRaw(stream).type()).isEqualTo("text/event-stream");
    crash();
    assertThat(ApiTest.code(api.sendRaw(stream))).isEqualTo("409 outcome_unknown");
  }

  @Test
  void aKeyIsPrintable() {
    assertThat(ApiTest.code(create("", "{}"))).isEqualTo("400 invalid_idempotency_key");
    assertThat(ApiTest.code(create("x".repeat(256), "{}")))
        .isEqualTo("400 invalid_idempotency_key");
    assertThat(create("x".repeat(255), "{}").status()).isEqualTo(201);
  }

  @Test
  void withoutAKeyNothingIsRecorded() {
    api.post("/api/sandboxes", "{}");

    assertThat(api.requests).isEmpty();
  }

  /** The node of the records dies: leases are gone, the journal is not. */
  private void crash() {
    api.requests.values().forEach(TestApi.ACTORS::stop);
    api.requests.clear();
  }

  private void awaitCreate() {
    TestApi.ACTORS
        .createTestProbe()
        .awaitAssert(() -> {
          assertThat(api.rooms.commands(SandboxCommand.Create.class)).hasSize(1);
          return "seen";
        });
  }

  private Answered create(String key, String body) {
    return send(key, "/api/sandboxes", body);
  }

  private Answered send(String key, String path, String body) {
    return api.sendRaw(keyed(key, path, body));
  }

  private HttpRequest keyed(String key, String path, String body) {
    return TestApi.postRequest(path, body)
        .addHeader(TestApi.header("Idempotency-Key", key))
        .addHeader(TestApi.header("X-API-Key", api.admin));
  }
}
