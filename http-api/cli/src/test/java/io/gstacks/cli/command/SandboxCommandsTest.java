package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.FakeControlPlane;
import io.gstacks.cli.FakeControlPlane.Reply;
import io.gstacks.cli.Terminal;
import io.gstacks.cli.api.Json;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxCommandsTest {
  private static final String ID = "sbx_01k0000000000000000000000a";
  private static final String OTHER = "sbx_01k0000000000000000000000b";

  private FakeControlPlane plane;

  @BeforeEach
  void start() throws IOException {
    plane = new FakeControlPlane();
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void createSendsWhatWasGivenAndNothingElse() {
    plane
        .on("GET /api/clusters", Reply.ok("{\"items\":[{\"id\":\"cls_1\",\"name\":\"lab\"}]}"))
        .on("POST /api/sandboxes", Reply.json(201, sandbox("creating")));

    var ran =
        Terminal.at(plane)
            .with("TOKEN", "s3cret")
            .run(
                ("sandbox create --name dev --cluster-id lab --image debian:12 --cpu 0.5 --memory 2g"
                        + " --tag a --tag b,c --trait gpu --env TOKEN --env A=1 --label x=y"
                        + " --queue-timeout 5 --json -- sleep 5 --name")
                    .split(" "));

    assertThat(ran.code()).isZero();
    assertThat(ran.out().strip()).isEqualTo(sandbox("creating"));
    assertThat(Json.lenient(plane.last().body()))
        .isEqualTo(
            Json.lenient(
                """
                {"name":"dev","cluster_id":"cls_1","image":"debian:12","queue_timeout_seconds":5,
                 "resources":{"cpu_millis":500,"memory_mib":2048},"tags":["a","b","c"],
                 "traits":["gpu"],"environment":{"TOKEN":"s3cret","A":"1"},"labels":{"x":"y"},
                 "command":["sleep","5","--name"]}\
                """));
    assertThat(plane.last().header("Idempotency-key")).isNotEmpty();
  }

  @Test
  void aWordWithoutDashesIsNotTakenForACommand() {
    var ran = Terminal.at(plane).run("sandbox", "create", "dev");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--name");
    assertThat(plane.requests()).isEmpty();
  }

  @Test
  void theCommandMayBeOneText() {
    plane.on("POST /api/sandboxes", Reply.json(201, sandbox("creating")));

    assertThat(Terminal.at(plane).run("sandbox", "create", "--command", "a | b").code()).isZero();
    assertThat(plane.last().body()).isEqualTo("{\"command\":[\"/bin/sh\",\"-c\",\"a | b\"]}");
  }

  @Test
  void waitsUntilItRuns() {
    becomes("creating", "creating", "running");

    var ran = Terminal.at(plane).watched().run("sandbox", "create", "--wait", "--json");

    assertThat(ran.code()).isZero();
    assertThat(ran.out().strip()).isEqualTo(sandbox("running"));
    assertThat(ran.err()).contains(ID + " creating").endsWith("\r\u001b[K");
  }

  @Test
  void progressIsForTerminalsOnly() {
    becomes("creating", "running");

    assertThat(Terminal.at(plane).run("sandbox", "create", "--wait").err()).isEmpty();
  }

  @Test
  void aWaitThatIsLostSaysWhy() {
    becomes("creating", "error");

    var ran = Terminal.at(plane).run("sandbox", "create", "--wait");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains(ID, "error");
    assertThat(ran.err()).contains("sandbox_error").contains("sandbox activity " + ID);
  }

  @Test
  void aWaitThatIsOverIsNoFailureOfTheSandbox() {
    becomes("creating");

    var ran = Terminal.at(plane).run("sandbox", "create", "--wait", "--timeout", "0");

    assertThat(ran.code()).isEqualTo(124);
    assertThat(ran.err()).contains("wait_timeout", "sandbox get " + ID);
  }

  @Test
  void aUniqueNameIsAsGoodAsAnId() {
    plane
        .on("GET /api/sandboxes", Reply.ok("{\"items\":[" + sandbox("running") + "]}"))
        .on("POST /api/sandboxes/" + ID + "/stop", Reply.json(202, sandbox("stopping")));

    var ran = Terminal.at(plane).run("sandbox", "stop", "dev");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("stopping");
    assertThat(plane.requests().getFirst().uri()).contains("name=dev");
  }

  @Test
  void anAmbiguousNameIsRefusedWithItsCandidates() {
    var twin = sandbox("stopped").replace(ID, OTHER);
    plane.on(
        "GET /api/sandboxes", Reply.ok("{\"items\":[" + sandbox("running") + "," + twin + "]}"));

    var ran = Terminal.at(plane).run("sandbox", "purge", "dev");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("ambiguous_name", ID + "  running", OTHER + "  stopped");
    assertThat(plane.requests()).hasSize(1);
  }

  @Test
  void anUnknownNameIsLookedForAmongTheArchivedToo() {
    plane.on("GET /api/sandboxes", Reply.ok("{\"items\":[]}"));

    var ran = Terminal.at(plane).run("sandbox", "get", "gone", "--json");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(Json.lenient(ran.err()).at("/error/code").asText()).isEqualTo("not_found");
    assertThat(plane.last().uri()).contains("include_archived=true", "include_deleted=true");
  }

  @Test
  void quietIsForOtherCommands() {
    plane.on("GET /api/sandboxes", Reply.ok("{\"items\":[" + sandbox("running") + "]}"));

    assertThat(Terminal.at(plane).run("sandbox", "list", "-q").out().strip()).isEqualTo(ID);
  }

  @Test
  void aRefusalTellsCodeMessageDetailsAndTheNextStep() {
    plane.on(
        "POST /api/sandboxes",
        Reply.json(
            409,
            """
            {"error":{"code":"no_eligible_host","message":"no host fits","retryable":true,
             "details":{"filters":{"tags":2,"traits":1}}}}\
            """));

    var ran = Terminal.at(plane).run("sandbox", "create");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines())
        .containsExactly(
            "error: no_eligible_host: no host fits",
            "  filters.tags    2",
            "  filters.traits  1",
            "next: gstacks host list shows what there is; relax --tag, --trait or the resources");
  }

  /** The first status answers the create, the following ones each look; the last one stays. */
  private void becomes(String... statuses) {
    var looks = new AtomicInteger();
    plane
        .on("POST /api/sandboxes", Reply.json(201, sandbox(statuses[0])))
        .on(
            "GET /api/sandboxes/" + ID,
            _ ->
                Reply.ok(
                    sandbox(statuses[Math.min(looks.incrementAndGet(), statuses.length - 1)])));
  }

  private static String sandbox(String status) {
    return """
    {"id":"%s","name":"dev","status":"%s","wanted":"running","reason":null}\
    """
        .formatted(ID, status);
  }
}
