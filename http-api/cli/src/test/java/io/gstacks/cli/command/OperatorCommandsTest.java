package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.FakeControlPlane;
import io.gstacks.cli.FakeControlPlane.Reply;
import io.gstacks.cli.Terminal;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorCommandsTest {
  private static final String HOST = "hst_01k0000000000000000000000a";
  private static final String RECORD =
      """
      {"id":"%s","name":"box-7","status":"connected","eligible":false,"eligibility_reason":"full",
      "architecture":"amd64","tags":["a","b"],"traits":["docker"],
      "capacity":{"cpu_millis":4000,"memory_mib":8192},
      "reserved":{"cpu_millis":500,"memory_mib":0}}\
      """
          .formatted(HOST)
          .replace("\n", "");

  private FakeControlPlane plane;

  @BeforeEach
  void start() throws IOException {
    plane = new FakeControlPlane();
    plane
        .on("GET /api/hosts", Reply.ok("{\"items\":[" + RECORD + "],\"next_cursor\":null}"))
        .on("GET /api/hosts/" + HOST, Reply.ok(RECORD));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void aHostIsARow() {
    assertThat(run("host", "list", "--trait", "docker").out().lines())
        .containsExactly(
            "ID                              NAME   STATUS     ELIGIBLE  ARCH   CPU       MEMORY"
                + " MIB  TAGS  TRAITS",
            HOST + "  box-7  connected  no: full  amd64  500/4000  0/8192      a,b   docker");
    assertThat(plane.last().uri()).isEqualTo("/api/hosts?trait=docker&limit=200");
  }

  @Test
  void aHostIsNamedByPositionOrOption() {
    assertThat(run("host", "info", "box-7").out()).contains("eligibility_reason   full");
    assertThat(run("host", "info", "--host-id", HOST, "--json").out().strip()).isEqualTo(RECORD);
    assertThat(run("host", "info").code()).isEqualTo(2);
  }

  @Test
  void tagsAreAddedToWhatIsThereAndReplacedOnRequest() {
    plane.on("PATCH /api/hosts/" + HOST, Reply.ok(RECORD));

    run("host", "tag", "box-7", "c", "--remove", "a");
    assertThat(plane.last().body()).isEqualTo("{\"tags\":[\"b\",\"c\"]}");
    run("host", "tag", HOST, "z", "--replace");
    assertThat(plane.last().body()).isEqualTo("{\"tags\":[\"z\"]}");
    run("host", "tag", HOST, "--replace");
    assertThat(plane.last().body()).isEqualTo("{\"tags\":[]}");
    assertThat(HostTagCommand.after(List.of("a"), List.of("a"), List.of())).containsExactly("a");
  }

  @Test
  void aHostIsDeclaredLostOnlyWhenSaid() {
    plane.on("POST /api/hosts/" + HOST + "/archive", Reply.ok(RECORD));

    run("host", "archive", "box-7");
    assertThat(plane.last().body()).isEqualTo("{\"lost\":false}");
    run("host", "archive", "box-7", "--lost");
    assertThat(plane.last().body()).isEqualTo("{\"lost\":true}");
  }

  @Test
  void hostLogsAreLinesAndFollowIsAStream() {
    var line =
        """
        {"at":"2026-01-01T00:00:00Z","level":"INFO","message":"up","fields":{"a":1}}\
        """;
    plane.on(
        "GET /api/hosts/" + HOST + "/logs",
        request ->
            request.uri().contains("follow")
                ? Reply.events("event: log\ndata: " + line + "\n\n")
                : Reply.ok("{\"items\":[" + line + "]}"));

    assertThat(run("host", "logs", "box-7").out().strip())
        .isEqualTo("2026-01-01T00:00:00Z INFO up a=1");
    assertThat(run("host", "logs", "box-7", "-f").out().strip())
        .isEqualTo("2026-01-01T00:00:00Z INFO up a=1");
    assertThat(run("host", "logs", "box-7", "-f", "--json").out()).startsWith("{\"event\":\"log\"");
  }

  @Test
  void aTokenIsMadeForAClusterByName() {
    plane
        .on("GET /api/clusters", Reply.ok("{\"items\":[{\"id\":\"cls_1\",\"name\":\"lab\"}]}"))
        .on(
            "POST /api/clusters/cls_1/tokens",
            Reply.json(201, "{\"id\":\"tok_1\",\"token\":\"gst_x\"}"));

    var ran = run("token", "create", "--cluster-id", "lab", "--name", "rack", "--max-uses", "4");

    assertThat(ran.out()).contains("gst_x");
    assertThat(ran.err()).contains("not shown again");
    assertThat(plane.last().body())
        .isEqualTo("{\"ttl_seconds\":3600,\"max_uses\":4,\"name\":\"rack\"}");
  }

  @Test
  void aKeyIsRevokedByName() {
    plane
        .on("GET /api/keys", Reply.ok("{\"items\":[{\"id\":\"key_1\",\"name\":\"ci\"}]}"))
        .on("DELETE /api/keys/key_1", Reply.json(204, ""));

    assertThat(run("key", "revoke", "ci").out().strip()).isEqualTo("revoked key_1");
    assertThat(run("key", "revoke", "ci", "--json").out().strip())
        .isEqualTo("{\"id\":\"key_1\",\"revoked\":true}");
  }

  @Test
  void tenantsClustersAndKeysAreMadeWithARoleOrKind() {
    plane
        .on("POST /api/tenants", Reply.json(201, "{\"tenant\":{\"id\":\"tnt_1\"}}"))
        .on("POST /api/clusters", Reply.json(201, "{\"id\":\"cls_2\"}"))
        .on("POST /api/keys", Reply.json(201, "{\"id\":\"key_2\"}"));

    assertThat(run("tenant", "create", "--name", "acme", "-q").out().strip()).isEqualTo("tnt_1");
    assertThat(run("cluster", "create", "--name", "c", "-q").out().strip()).isEqualTo("cls_2");
    assertThat(plane.last().body()).isEqualTo("{\"name\":\"c\",\"kind\":\"byo\"}");
    assertThat(run("key", "create", "--name", "k", "--role", "VIEWER", "-q").code()).isZero();
    assertThat(plane.last().body()).isEqualTo("{\"name\":\"k\",\"role\":\"viewer\"}");
  }

  @Test
  void imagesAreListedAndTheDefaultIsOneWord() {
    plane
        .on(
            "GET /api/images",
            Reply.ok("{\"items\":[{\"reference\":\"gstacks/base\",\"hosts\":1}]}"))
        .on("GET /api/images/default", Reply.ok("{\"image\":\"gstacks/base\"}"));

    assertThat(run("image", "list", "-q").out().strip()).isEqualTo("gstacks/base");
    assertThat(run("image", "default").out().strip()).isEqualTo("gstacks/base");
  }

  @Test
  void aForeignRoleIsDenied() {
    plane.on("GET /api/tenants", Reply.refused(403, "forbidden"));

    var ran = run("tenant", "list");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("forbidden", "next: gstacks whoami");
  }

  private Terminal.Ran run(String... arguments) {
    return Terminal.at(plane).run(arguments);
  }
}
