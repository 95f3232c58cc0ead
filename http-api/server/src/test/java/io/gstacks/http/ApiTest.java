package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.http.TestApi.Answered;
import io.gstacks.persistence.entity.Role;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
  private final TestApi api = new TestApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void takesTheKeyFromEitherHeader() {
    var bearer = HttpRequest.GET("/api/whoami").addHeader(bearer(api.admin));
    var header = HttpRequest.GET("/api/whoami").addHeader(TestApi.header("X-API-Key", api.admin));

    assertThat(api.sendRaw(bearer).json().at("/tenant/name").asText()).isEqualTo("default");
    assertThat(api.sendRaw(header).json().at("/key/role").asText()).isEqualTo("admin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic YWRtaW46YWRtaW4=",
        "Bearer ",
        "Bearer nonsense",
        "Bearer gsk_01kd4x7a9bqv3m5n6p8r0s2t4w_"
            + "0000000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesWhatIsNoKey(String authorization) {
    var request = HttpRequest.GET("/api/whoami");

    var answer =
        api.sendRaw(
            authorization.isEmpty()
                ? request
                : request.addHeader(TestApi.header("Authorization", authorization)));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthenticated");
  }

  @Test
  void asksForAKeyOnceASecond() {
    for (int i = 0; i < 20; i++) {
      api.get("/api/images/default");
    }

    assertThat(api.rooms.commands(KeyCommand.Check.class)).hasSizeBetween(1, 3);
  }

  @Test
  void saysWhichRoleIsNeeded() {
    var viewer = api.rooms.key(Samples.TENANT, Role.VIEWER);

    var answer = api.send(TestApi.postRequest("/api/sandboxes", "{}"), viewer);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().at("/error/message").asText()).contains("member").contains("viewer");
    assertThat(api.rooms.mutations()).isEmpty();
  }

  @Test
  void knowsNoOtherPaths() {
    assertThat(code(api.get("/api/nothing"))).isEqualTo("404 not_found");
    assertThat(code(api.get("/api/sandboxes/"))).isEqualTo("404 not_found");
    assertThat(code(api.get("/"))).isEqualTo("404 not_found");
  }

  @Test
  void namesTheMethodsOfAPath() {
    var answer = api.send(HttpRequest.PUT("/api/hosts"));

    assertThat(code(answer)).isEqualTo("405 method_not_allowed");
    assertThat(answer.json().at("/error/message").asText()).contains("GET");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 421",
    "localhost, 200",
    "127.0.0.1, 200",
    "[::1], 200",
    "10.0.0.7, 421",
    "gstacks.example, 200"
  })
  void answersOnlyToItsOwnNames(String host, int status) {
    api.with("gstacks.http.allowed-hosts = \"gstacks.example\"");

    var answer = api.send(HttpRequest.GET("http://" + host + ":8080/api/whoami"));

    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void refusesParametersItDoesNotKnow() {
    var answer = api.get("/api/hosts?limt=3");

    assertThat(code(answer)).isEqualTo("400 unknown_parameter");
    assertThat(answer.json().at("/error/details/parameter").asText()).isEqualTo("limt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=ten",
        "limit=5&limit=6",
        "status=sleeping",
        "cluster_id=hst_x",
        "trait=a%00b"
      })
  void refusesParametersThatCannotBe(String query) {
    assertThat(code(api.get("/api/hosts?" + query))).isEqualTo("400 invalid_parameter");
  }

  @Test
  void limitsWhatOneKeyAsks() {
    api.with("gstacks.http.limits { requests-per-second = 1, burst = 2 }");

    var codes = new java.util.ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      codes.add(Integer.toString(api.get("/api/images/default").status()));
    }

    assertThat(codes).startsWith("200", "200").contains("429");
  }

  @Test
  void limitsWhatOneKeyAsksAtOnce() {
    api.with("gstacks.http.limits.in-flight = 1");
    var pending = new CompletableFuture<SandboxCommand.Reply>();
    api.rooms.sandboxReply = _ -> pending;
    var first =
        api.start(
            HttpRequest.GET("/api/sandboxes/" + Samples.SANDBOX).addHeader(bearer(api.admin)));

    var second = api.get("/api/images/default");
    pending.complete(new SandboxCommand.Accepted(Samples.sandbox("stopped")));

    assertThat(code(second)).isEqualTo("429 too_many_requests");
    assertThat(TestApi.await(first).status()).isEqualTo(200);
    assertThat(api.get("/api/images/default").status()).isEqualTo(200);
  }

  @Test
  void saysSoWhenTheEntityDoesNotAnswer() {
    api.rooms.sandboxReply = _ -> CompletableFuture.failedStage(new TimeoutException("5 s"));

    var answer = api.get("/api/sandboxes/" + Samples.SANDBOX);

    assertThat(code(answer)).isEqualTo("503 no_answer");
    assertThat(answer.json().at("/error/retryable").asBoolean()).isTrue();
  }

  @Test
  void showsNothingOfABug() {
    api.rooms.clusterReply =
        _ -> {
          throw new IllegalStateException("a secret of the house");
        };

    var answer = api.get("/api/openapi.yaml");
    var bug = api.start(HttpRequest.GET("/metrics"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(TestApi.await(bug).status()).isEqualTo(200);
    assertThat(api.api().apply(authorized("/api/clusters/" + Samples.CLUSTER)))
        .succeedsWithin(java.time.Duration.ofSeconds(5))
        .satisfies(response -> {
          assertThat(response.status().intValue()).isEqualTo(500);
          assertThat(response.entity().toString()).doesNotContain("secret");
        });
  }

  @Test
  void givesEachRequestAnId() {
    var one = api.get("/api/whoami").headers().get("X-Request-Id");
    var other = api.get("/api/whoami").headers().get("X-Request-Id");

    assertThat(one).startsWith("req_").isNotEqualTo(other);
  }

  private HttpRequest authorized(String path) {
    return HttpRequest.GET(path).addHeader(bearer(api.admin));
  }

  private static org.apache.pekko.http.javadsl.model.HttpHeader bearer(String key) {
    return TestApi.header("Authorization", "Bearer " + key);
  }

  static String code(Answered answer) {
    return answer.status() + " " + answer.code();
  }
}
