package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.TenantCommand.TenantView;
import io.gstacks.http.auth.KeyText;
import io.gstacks.http.operate.ReadyCheck;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tenants, keys, clusters, tokens, hosts, images, and what operators ask. */
class RecordRoutesTest {
  private final TestApi api = new TestApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aTenantComesWithAClusterAndAKey() {
    var made = api.post("/api/tenants", "{\"name\":\"acme\"}");

    assertThat(made.status()).isEqualTo(201);
    var key = made.json().at("/admin_key/key").asText();
    assertThat(made.json().at("/cluster/kind").asText()).isEqualTo("byo");
    var whoami = api.send(HttpRequest.GET("/api/whoami"), key);
    assertThat(whoami.json().at("/tenant/name").asText()).isEqualTo("acme");
    assertThat(whoami.json().at("/key/role").asText()).isEqualTo("admin");
    assertThat(api.rooms.commands(KeyCommand.Create.class).getFirst().hash())
        .isEqualTo(KeyText.sha256(key));
  }

  @Test
  void onlyTheRootLooksAfterTenants() {
    api.rooms.tenantRecords.put(
        Samples.OTHER_TENANT, new TenantView(Samples.OTHER_TENANT, "acme", Samples.NOON, Map.of()));
    var other = api.rooms.key(Samples.OTHER_TENANT, Role.ADMIN);

    assertThat(api.send(HttpRequest.GET("/api/tenants"), other).status()).isEqualTo(403);
    assertThat(api.send(TestApi.postRequest("/api/tenants", "{\"name\":\"x\"}"), other).status())
        .isEqualTo(403);
    assertThat(api.send(HttpRequest.GET("/api/tenants/" + Samples.TENANT), other).status())
        .isEqualTo(404);
    assertThat(api.send(HttpRequest.GET("/api/tenants/" + Samples.OTHER_TENANT), other).status())
        .isEqualTo(200);
    assertThat(api.get("/api/tenants/" + Samples.OTHER_TENANT).status()).isEqualTo(200);
    assertThat(api.get("/api/tenants").json().path("items")).hasSize(2);
  }

  @Test
  void thereIsOneRoot() {
    assertThat(ApiTest.code(api.post("/api/tenants", "{\"name\":\"default\"}")))
        .isEqualTo("409 name_taken");
  }

  @Test
  void aKeyIsSeenOnce() {
    var made = api.post("/api/keys", "{\"name\":\"ci\",\"role\":\"member\"}");

    var key = made.json().path("key").asText();
    assertThat(made.status()).isEqualTo(201);
    assertThat(api.send(HttpRequest.GET("/api/images/default"), key).status()).isEqualTo(200);
    assertThat(api.send(HttpRequest.GET("/api/keys"), key).status()).isEqualTo(403);
    assertThat(api.get("/api/keys").text()).doesNotContain(key);
    assertThat(
            api.send(HttpRequest.DELETE("/api/keys/" + made.json().path("id").asText())).status())
        .isEqualTo(204);
    assertThat(api.rooms.commands(KeyCommand.Revoke.class)).hasSize(1);
  }

  @Test
  void clustersAreMadeAfterTheirNameIsGranted() {
    var made = api.post("/api/clusters", "{\"name\":\"lab\",\"kind\":\"managed\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("kind").asText()).isEqualTo("managed");
    assertThat(api.rooms.mutations())
        .extracting(Object::getClass)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(TenantCommand.ClaimName.class),
            second -> assertThat(second).isEqualTo(ClusterCommand.Create.class));
    assertThat(api.get("/api/clusters?name=default").json().path("items")).hasSize(1);
    assertThat(api.get("/api/clusters/" + Samples.CLUSTER).status()).isEqualTo(200);
  }

  @Test
  void aTakenNameIsRefused() {
    assertThat(ApiTest.code(api.post("/api/clusters", "{\"name\":\"default\"}")))
        .isEqualTo("409 name_taken");
  }

  @Test
  void aNameIsNotLostWithItsCreator() {
    api.rooms.clusterReply =
        command ->
            switch (command) {
              case ClusterCommand.Get _ -> new ClusterCommand.Refused(Refusal.notFound("cluster"));
              case ClusterCommand.Create _ ->
                  new ClusterCommand.Accepted(
                      Samples.cluster(Samples.CLUSTER, ClusterCommand.Kind.BYO));
            };

    var made = api.post("/api/clusters", "{\"name\":\"default\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("id").asText()).isEqualTo(Samples.CLUSTER.value());
  }

  @Test
  void aTokenCarriesTheFingerprintAndIsSeenOnce() {
    var made =
        api.post(
            "/api/clusters/" + Samples.CLUSTER + "/tokens",
            "{\"name\":\"rack-7\",\"ttl_seconds\":60,\"max_uses\":3}");

    var text = made.json().path("token").asText();
    assertThat(text).matches("gst_[0-9a-z]{26}_[0-9a-f]{64}_" + "cd".repeat(32));
    var create = api.rooms.commands(TokenCommand.Create.class).getFirst();
    assertThat(create.secretHash()).isEqualTo(KeyText.sha256(text));
    assertThat(create.maxUses()).isEqualTo(3);
    var token = "/api/tokens/" + Samples.TOKEN;
    assertThat(api.get(token).text()).doesNotContain("gst_");
    assertThat(api.get("/api/tokens").json().path("items")).hasSize(1);
    assertThat(api.get("/api/clusters/" + Samples.CLUSTER + "/tokens").status()).isEqualTo(200);
    assertThat(api.send(HttpRequest.DELETE(token)).status()).isEqualTo(200);
    assertThat(api.rooms.commands(TokenCommand.Revoke.class)).hasSize(1);
  }

  @Test
  void hostsAreSeenTaggedAndGivenUp() {
    api.hostList.add(Samples.host("disconnected"));
    var host = "/api/hosts/" + Samples.HOST;

    assertThat(api.get("/api/hosts?status=disconnected").json().path("items")).hasSize(1);
    assertThat(api.get(host).json().at("/telemetry/cpu_used_millis").asInt()).isEqualTo(100);
    var tagged =
        api.send(
            HttpRequest.PATCH(host)
                .withEntity(
                    org.apache.pekko.http.javadsl.model.ContentTypes.APPLICATION_JSON,
                    "{\"tags\":[\"gpu\"]}"));
    assertThat(tagged.status()).isEqualTo(200);
    assertThat(api.rooms.commands(HostCommand.SetTags.class).getFirst().tags())
        .containsExactly("gpu");
    assertThat(api.post(host + "/archive", "{\"lost\":true}").status()).isEqualTo(200);
    assertThat(api.rooms.commands(HostCommand.Archive.class).getFirst().lost()).isTrue();
  }

  @Test
  void aHostsLogIsListedAndFollowed() {
    var line =
        "{\"at\":\"2026-01-02T12:00:00Z\",\"level\":\"INFO\",\"message\":\"hi\",\"fields\":{}}\n";
    api.rooms.output =
        _ ->
            Source.from(List.of(stdout(line.substring(0, 9)), stdout(line.substring(9) + "odd\n")));

    var listed = api.get("/api/hosts/" + Samples.HOST + "/logs?tail=10").json().path("items");
    var followed = api.get("/api/hosts/" + Samples.HOST + "/logs?follow=true");

    assertThat(listed.path(0).path("message").asText()).isEqualTo("hi");
    assertThat(listed.path(1).path("message").asText()).isEqualTo("odd");
    assertThat(followed.text()).startsWith("event: log\ndata: {\"at\":");
    assertThat(api.rooms.opened.getFirst()).isEqualTo(new ChannelOrder.HostLogs(false, 10));
  }

  @Test
  void imagesAreCountedOverHosts() {
    api.hostList.add(Samples.host("connected"));
    api.hostList.add(Samples.host("disconnected"));

    var images = api.get("/api/images").json().path("items");

    assertThat(images).hasSize(1);
    assertThat(images.path(0).path("hosts").asInt()).isEqualTo(2);
    assertThat(api.get("/api/images/default").json().path("image").asText())
        .isEqualTo("gstacks/base");
  }

  @Test
  void readinessNamesWhatIsNotWell() {
    api.checks.add(new ReadyCheck("database", () -> CompletableFuture.completedStage("ok")));
    assertThat(api.sendRaw(HttpRequest.GET("/readyz")).status()).isEqualTo(200);
    assertThat(api.sendRaw(HttpRequest.GET("/healthz")).status()).isEqualTo(200);
  }

  @Test
  void readinessWaitsForAll() {
    api.checks.add(new ReadyCheck("database", () -> CompletableFuture.completedStage("ok")));
    api.checks.add(
        new ReadyCheck(
            "cluster",
            () -> {
              throw new IllegalStateException("not yet");
            }));

    var answer = api.sendRaw(HttpRequest.GET("/readyz"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().at("/checks/cluster").asText()).isEqualTo("failed");
    assertThat(answer.json().at("/checks/database").asText()).isEqualTo("ok");
  }

  @Test
  void metricsCountRequestsByTheirTemplate() {
    api.get("/api/sandboxes/" + Samples.SANDBOX);

    var metrics = api.sendRaw(HttpRequest.GET("/metrics")).text();

    assertThat(metrics)
        .contains("route=\"/api/sandboxes/{id}\"")
        .contains("gstacks_sandboxes{status=\"running\"} 3")
        .contains("gstacks_hosts_connected 2")
        .doesNotContain(Samples.SANDBOX.value());
  }

  private static ChannelFrame stdout(String text) {
    return ChannelFrame.newBuilder().setStdout(ByteString.copyFromUtf8(text)).build();
  }
}
