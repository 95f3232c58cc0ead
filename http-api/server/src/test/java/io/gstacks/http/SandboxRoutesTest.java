package io.gstacks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.Resources;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.SandboxView;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxRoutesTest {
  private static final String ONE = "/api/sandboxes/" + Samples.SANDBOX;

  private final TestApi api = new TestApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void fillsInWhatWasLeftOpen() {
    var answer = api.send(HttpRequest.POST("/api/sandboxes"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("name").asText()).startsWith("sandbox-");
    var spec = created().spec();
    assertThat(spec.cluster()).isEqualTo(Samples.CLUSTER);
    assertThat(spec.image()).isEqualTo("gstacks/base");
    assertThat(spec.pull()).isEqualTo("if_missing");
    assertThat(spec.resources()).isEqualTo(new Resources(500, 512, 1024));
    assertThat(spec.queueTimeout()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void takesWhatWasAskedFor() {
    var answer =
        api.post(
            "/api/sandboxes",
            """
            {"name":"dev","cluster_id":"%s","host_id":"%s","image":"debian:12","pull":"always",
             "command":["sleep","inf"],"resources":{"memory_mib":64},"tags":["gpu"],
             "traits":["docker"],"labels":{"team":"a"},"queue_timeout_seconds":0}
            """
                .formatted(Samples.CLUSTER, Samples.HOST));

    assertThat(answer.status()).isEqualTo(201);
    var spec = created().spec();
    assertThat(spec.host()).contains(Samples.HOST);
    assertThat(spec.resources()).isEqualTo(new Resources(500, 64, 1024));
    assertThat(spec.queueTimeout()).isZero();
    assertThat(answer.json().path("labels").path("team").asText()).isEqualTo("a");
  }

  @Test
  void sealsTheEnvironmentAndNeverShowsIt() {
    var answer =
        api.post("/api/sandboxes", "{\"environment\":{\"TOKEN\":\"hunter2\",\"A\":\"b\"}}");

    var sealed = TestApi.plainVault().seal(Samples.TENANT, "hunter2".getBytes(UTF_8));
    assertThat(created().spec().environment()).containsEntry("TOKEN", sealed);
    assertThat(answer.json().path("environment_names")).hasToString("[\"A\",\"TOKEN\"]");
    assertThat(answer.text())
        .doesNotContain("hunter2")
        .doesNotContain(sealed.ciphertext(), "(sealed)");
  }

  @Test
  void looksTheUsualClusterUpOnce() {
    for (int i = 0; i < 5; i++) {
      api.post("/api/sandboxes", "{}");
    }

    assertThat(api.rooms.commands(TenantCommand.Get.class)).hasSize(1);
    assertThat(api.rooms.commands(ClusterCommand.Get.class)).isEmpty();
  }

  @Test
  void takesTheClusterOfANamedHost() {
    api.post("/api/sandboxes", "{\"host_id\":\"%s\"}".formatted(Samples.HOST));

    assertThat(created().spec().cluster()).isEqualTo(Samples.CLUSTER);
    assertThat(api.rooms.commands(TenantCommand.Get.class)).isEmpty();
  }

  @Test
  void waitsUntilItRuns() {
    var answer = api.post("/api/sandboxes?wait=running&timeout_seconds=5", "{}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("status").asText()).isEqualTo("running");
    assertThat(api.rooms.commands(SandboxCommand.AwaitSettled.class)).hasSize(1);
  }

  @Test
  void asksAgainWhenANodeForgotItsWait() {
    var questions = new AtomicInteger();
    api.rooms.sandboxReply =
        command ->
            command instanceof SandboxCommand.AwaitSettled && questions.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(new TimeoutException("slice"))
                : CompletableFuture.completedStage(
                    new SandboxCommand.Accepted(Samples.sandbox("running")));

    var answer = api.post("/api/sandboxes?wait=running", "{}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(questions).hasValue(2);
  }

  @Test
  void tellsHowFarItIsWhenTheWaitIsOver() {
    api.rooms.sandboxReply =
        command ->
            command instanceof SandboxCommand.AwaitSettled
                ? CompletableFuture.<SandboxCommand.Reply>failedFuture(
                        new TimeoutException("slice"))
                    .toCompletableFuture()
                : CompletableFuture.completedStage(
                    new SandboxCommand.Accepted(Samples.sandbox("creating")));

    var answer = api.post("/api/sandboxes?wait=running&timeout_seconds=1", "{}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("status").asText()).isEqualTo("creating");
  }

  @Test
  void showsWhatFiltersRemoved() {
    api.rooms.sandboxReply =
        _ ->
            CompletableFuture.completedStage(
                new SandboxCommand.Accepted(
                    Samples.because(
                        Samples.sandbox("error"),
                        new SandboxView.Reason(
                            "no_eligible_host", "no host fits", true, Map.of("traits", 3)))));

    var answer = api.post("/api/sandboxes?wait=running", "{\"traits\":[\"gpu\"]}");

    assertThat(answer.json().at("/reason/code").asText()).isEqualTo("no_eligible_host");
    assertThat(answer.json().at("/reason/details/filters/traits").asInt()).isEqualTo(3);
  }

  @Test
  void showsWhyItWaits() {
    api.rooms.sandboxReply =
        _ ->
            CompletableFuture.completedStage(
                new SandboxCommand.Accepted(
                    Samples.because(
                        Samples.sandbox("creating"),
                        new SandboxView.Reason("queued", "no host has room", true))));

    var answer = api.get(ONE);

    assertThat(answer.json().at("/placement/queued_reason").asText()).isEqualTo("no host has room");
    assertThat(answer.json().at("/placement/position").asInt()).isEqualTo(3);
    assertThat(answer.json().path("host_id").isNull()).isTrue();
  }

  @Test
  void isUnreachableWhenItsHostIsAway() {
    api.rooms.hostReply = _ -> new HostReply.Accepted(Samples.host("no_token"));

    assertThat(api.get(ONE).json().path("status").asText()).isEqualTo("unreachable");
  }

  @Test
  void knowsAwayHostsOfListsFromTheTable() {
    api.sandboxList.add(Samples.sandbox("unreachable"));

    var items = api.get("/api/sandboxes?status=unreachable&limit=5").json().path("items");

    assertThat(items.path(0).path("status").asText()).isEqualTo("unreachable");
    assertThat(api.rooms.commands(HostCommand.Get.class)).isEmpty();
  }

  @Test
  void asksNoHostForWhatIsOver() {
    api.rooms.hostReply = _ -> new HostReply.Accepted(Samples.host("archived"));
    api.rooms.sandboxReply =
        _ ->
            CompletableFuture.completedStage(
                new SandboxCommand.Accepted(Samples.sandbox("archived")));

    assertThat(api.get(ONE).json().path("status").asText()).isEqualTo("archived");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "archive", "purge"})
  void takesSteps(String verb) {
    var answer = api.post(ONE + "/" + verb + "?wait=stopped", "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(api.rooms.mutations().getFirst().getClass().getSimpleName())
        .isEqualToIgnoringCase(verb);
  }

  @Test
  void passesRefusalsOn() {
    api.rooms.sandboxReply =
        _ ->
            CompletableFuture.completedStage(
                new SandboxCommand.Refused(
                    Refusal.conflict("host_disconnected", "its host is away")));

    assertThat(ApiTest.code(api.post(ONE + "/archive", ""))).isEqualTo("409 host_disconnected");
  }

  @Test
  void hidesSandboxesOfOthers() {
    api.rooms.sandboxReply =
        _ ->
            CompletableFuture.completedStage(
                new SandboxCommand.Refused(Refusal.notFound("sandbox")));

    assertThat(ApiTest.code(api.get(ONE))).isEqualTo("404 not_found");
    assertThat(ApiTest.code(api.get(ONE + "/activity"))).isEqualTo("404 not_found");
    assertThat(ApiTest.code(api.get(ONE + "/logs"))).isEqualTo("404 not_found");
    assertThat(ApiTest.code(api.post(ONE + "/exec", "{\"command\":[\"id\"]}")))
        .isEqualTo("404 not_found");
  }

  @Test
  void tellsItsActivity() {
    var items = api.get(ONE + "/activity").json().path("items");

    assertThat(items.path(0).path("event").asText()).isEqualTo("sandbox.requested");
  }

  private SandboxCommand.Create created() {
    return api.rooms.commands(SandboxCommand.Create.class).getFirst();
  }
}
