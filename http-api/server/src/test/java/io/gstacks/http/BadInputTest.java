package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.fleet.HostReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of bad input has a code of its own, and no effect. */
class BadInputTest {
  private static final String SANDBOXES = "/api/sandboxes";

  private final TestApi api = new TestApi();

  @AfterEach
  void nothingHappened() {
    assertThat(api.rooms.mutations()).isEmpty();
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"image\":\"debian:12\",\"blueprint\":\"b\"} | 400 image_and_blueprint",
        "{\"blueprint\":\"b\"} | 404 blueprint_not_found",
        "{\"host_id\":\"hst_nonsense\"} | 404 host_not_found",
        "{\"cluster_id\":\"cls_nonsense\"} | 404 cluster_not_found",
        "{\"resources\":{\"cpu_millis\":-1}} | 400 invalid_resources",
        "{\"resources\":{\"cpu_millis\":0}} | 400 invalid_resources",
        "{\"resources\":{\"memory_mib\":99999999999}} | 400 invalid_resources",
        "{\"resources\":{\"memory_mib\":99999999999999999999999}} | 400 invalid_resources",
        "{\"resources\":{\"disk_mib\":1.5}} | 400 invalid_resources",
        "{\"resources\":{\"disk_mib\":\"much\"}} | 400 invalid_resources",
        "{\"resources\":[]} | 400 invalid_resources",
        "{\"resources\":{\"cpus\":1}} | 400 unknown_field",
        "{\"imgae\":\"debian\"} | 400 unknown_field",
        "{\"name\":} | 400 malformed_json",
        "{\"name\":\"a\" | 400 malformed_json",
        "{\"name\":\"a\"}x | 400 malformed_json",
        "{\"name\":\"a\",\"name\":\"b\"} | 400 malformed_json",
        "[] | 400 invalid_request",
        "\"text\" | 400 invalid_request",
        "7 | 400 invalid_request",
        "{\"name\":7} | 400 invalid_request",
        "{\"name\":\"\"} | 400 invalid_request",
        "{\"name\":\"-dev\"} | 400 invalid_request",
        "{\"name\":\"a\\u0000b\"} | 400 invalid_request",
        "{\"command\":[\"a\\u0000b\"]} | 400 invalid_request",
        "{\"command\":[\"\\ud800\"]} | 400 invalid_request",
        "{\"environment\":{\"A\\u0000\":\"x\"}} | 400 invalid_request",
        "{\"environment\":{\"A\":\"\\u0000\"}} | 400 invalid_request",
        "{\"environment\":{\"1A\":\"x\"}} | 400 invalid_request",
        "{\"labels\":{\"\":\"x\"}} | 400 invalid_request",
        "{\"tags\":[\"\"]} | 400 invalid_request",
        "{\"traits\":\"docker\"} | 400 invalid_request",
        "{\"image\":\"../../etc\"} | 400 invalid_request",
        "{\"pull\":\"sometimes\"} | 400 invalid_request",
        "{\"queue_timeout_seconds\":-1} | 400 invalid_request"
      })
  void createRefuses(String body, String code) {
    assertThat(ApiTest.code(api.post(SANDBOXES, body))).isEqualTo(code);
  }

  @Test
  void namesTheUnknownField() {
    var answer = api.post(SANDBOXES, "{\"resources\":{\"cpus\":1}}");

    assertThat(answer.json().at("/error/details/field").asText()).isEqualTo("resources.cpus");
  }

  @Test
  void saysWhereJsonBreaks() {
    var answer = api.post(SANDBOXES, "{\n  \"name\": oops\n}");

    assertThat(answer.json().at("/error/details/line").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/error/details/column").asInt()).isPositive();
    assertThat(answer.text()).doesNotContain("oops");
  }

  @Test
  void showsNothingOfASecretThatIsWrong() {
    var answer = api.post(SANDBOXES, "{\"environment\":{\"TOKEN\":{\"is\":\"hunter2\"}}}");

    assertThat(ApiTest.code(answer)).isEqualTo("400 invalid_request");
    assertThat(answer.text()).doesNotContain("hunter2");
  }

  @Test
  void aBodyOverTheLimit() {
    var body = "{\"name\":\"" + "x".repeat(1 << 20) + "\"}";

    assertThat(ApiTest.code(api.post(SANDBOXES, body))).isEqualTo("413 body_too_large");
  }

  @Test
  void aCommandThatNoMessageCouldCarry() {
    var body = "{\"command\":[\"" + "x".repeat(100_000) + "\"]}";

    assertThat(ApiTest.code(api.post(SANDBOXES, body))).isEqualTo("400 invalid_request");
  }

  @Test
  void deepNesting() {
    var body = "[".repeat(10_000);

    assertThat(api.post(SANDBOXES, body).status()).isEqualTo(400);
  }

  @Test
  void aHostOfAnotherTenant() {
    api.rooms.hostReply = _ -> new HostReply.Refused(Rooms.noSuch("host"));

    var answer = api.post(SANDBOXES, "{\"host_id\":\"" + Samples.HOST + "\"}");

    assertThat(ApiTest.code(answer)).isEqualTo("404 host_not_found");
  }

  @Test
  void aClusterOfAnotherTenant() {
    api.rooms.clusterReply = _ -> new ClusterCommand.Refused(Rooms.noSuch("cluster"));

    var answer = api.post(SANDBOXES, "{\"cluster_id\":\"" + Samples.OTHER_CLUSTER + "\"}");

    assertThat(ApiTest.code(answer)).isEqualTo("404 cluster_not_found");
  }

  @Test
  void aHostOfAnotherCluster() {
    api.rooms.clusterReply =
        _ ->
            new ClusterCommand.Accepted(
                Samples.cluster(Samples.OTHER_CLUSTER, ClusterCommand.Kind.BYO));

    var answer =
        api.post(
            SANDBOXES,
            "{\"host_id\":\"%s\",\"cluster_id\":\"%s\"}"
                .formatted(Samples.HOST, Samples.OTHER_CLUSTER));

    assertThat(ApiTest.code(answer)).isEqualTo("400 host_not_in_cluster");
  }

  @Test
  void aTokenForAManagedCluster() {
    api.rooms.clusterReply =
        _ ->
            new ClusterCommand.Accepted(
                Samples.cluster(Samples.CLUSTER, ClusterCommand.Kind.MANAGED));

    var answer = api.post("/api/clusters/" + Samples.CLUSTER + "/tokens", "{}");

    assertThat(ApiTest.code(answer)).isEqualTo("409 cluster_not_byo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ttl_seconds\":59}",
        "{\"ttl_seconds\":2592001}",
        "{\"max_uses\":0}",
        "{\"max_uses\":10001}",
        "{\"name\":\"\"}"
      })
  void tokensThatCannotBe(String body) {
    var answer = api.post("/api/clusters/" + Samples.CLUSTER + "/tokens", body);

    assertThat(ApiTest.code(answer)).isEqualTo("400 invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"command\":[]}",
        "{\"command\":[\"\"]}",
        "{\"command\":[\"a\"],\"timeout_seconds\":0}",
        "{\"command\":[\"a\"],\"timeout_seconds\":601}",
        "{\"command\":[\"a\"],\"working_directory\":\"here\"}",
        "{\"command\":[\"a\"],\"user\":\"a b\"}",
        "{\"command\":[\"a\"],\"environment\":{\"a-b\":\"\"}}"
      })
  void commandsThatCannotBe(String body) {
    var answer = api.post("/api/sandboxes/" + Samples.SANDBOX + "/exec", body);

    assertThat(ApiTest.code(answer)).isEqualTo("400 invalid_request");
    assertThat(api.rooms.opened).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/keys, {}",
    "/api/keys, '{\"name\":\"ci\",\"role\":\"root\"}'",
    "/api/tenants, {}",
    "/api/clusters, {}",
    "/api/clusters, '{\"name\":\"a\",\"kind\":\"rented\"}'"
  })
  void recordsThatCannotBe(String path, String body) {
    assertThat(ApiTest.code(api.post(path, body))).isEqualTo("400 invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/sandboxes/sbx_x",
        "/api/sandboxes/hst_01kd4x7a9bqv3m5n6p8r0s2t4w",
        "/api/hosts/%2e%2e",
        "/api/clusters/cls_",
        "/api/tokens/1"
      })
  void anIdThatIsNoneIsUnknown(String path) {
    assertThat(ApiTest.code(api.get(path))).isEqualTo("404 not_found");
  }

  @Test
  void waitingForWhatNeverIs() {
    assertThat(ApiTest.code(api.post(SANDBOXES + "?wait=happy", "{}")))
        .isEqualTo("400 invalid_parameter");
    assertThat(ApiTest.code(api.post(SANDBOXES + "?wait=running&timeout_seconds=601", "{}")))
        .isEqualTo("400 invalid_parameter");
  }
}
