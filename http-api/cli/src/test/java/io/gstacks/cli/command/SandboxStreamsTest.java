package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.FakeControlPlane;
import io.gstacks.cli.FakeControlPlane.Reply;
import io.gstacks.cli.Terminal;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.ServerSentEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxStreamsTest {
  private static final String ID = "sbx_01k0000000000000000000000a";
  private static final String EXEC = "POST /api/sandboxes/" + ID + "/exec";

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
  void execKeepsTheStreamsApartAndEndsAsTheProcessDid() {
    plane.on(
        EXEC,
        Reply.events(
            """
            event: stdout
            data: {"data":"one\\n"}

            : heartbeat

            event: stderr
            data: {"data":"oops\\n"}

            event: stdout
            data: {"base64":"dHdv"}

            event: exit
            data: {"exit_code":7,"timed_out":false}

            """));

    var ran =
        Terminal.at(plane)
            .typing("input")
            .run(
                ("sandbox exec "
                        + ID
                        + " -i --env A=1 --workdir /w --user u --timeout 9 -- sh -c x")
                    .split(" "));

    assertThat(ran.code()).isEqualTo(7);
    assertThat(ran.out()).isEqualTo("one\ntwo");
    assertThat(ran.err()).isEqualTo("oops\n");
    assertThat(plane.last().header("Accept")).isEqualTo("text/event-stream");
    assertThat(Json.lenient(plane.last().body()))
        .isEqualTo(
            Json.lenient(
                """
                {"command":["sh","-c","x"],"working_directory":"/w","user":"u",
                 "timeout_seconds":9,"environment":{"A":"1"},"stdin":"input"}\
                """));
  }

  @Test
  void aProcessWhoseTimeIsOverIs124() {
    plane.on(EXEC, Reply.events("event: exit\ndata: {\"exit_code\":null,\"timed_out\":true}\n\n"));

    var ran = exec();

    assertThat(ran.code()).isEqualTo(124);
    assertThat(ran.err()).contains("time was over");
  }

  @Test
  void aStreamWithoutAnEndingIsNotSuccess() {
    plane.on(EXEC, Reply.events("event: stdout\ndata: {\"data\":\"hi\"}\n\n"));

    var ran = exec();

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.out()).isEqualTo("hi");
    assertThat(ran.err()).contains("exec_ending_unknown");
    assertThat(plane.requests()).hasSize(1);
  }

  @Test
  void anErrorInTheStreamIsAFailure() {
    plane.on(
        EXEC,
        Reply.events(
            "event: error\ndata: {\"error\":{\"code\":\"host_disconnected\",\"message\":\"away\"}}\n\n"));

    var ran = exec();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("error: host_disconnected: away");
  }

  @Test
  void aLostChannelIsUnavailableAlsoForPrograms() {
    plane.on(
        "GET /api/sandboxes/" + ID + "/logs",
        Reply.events(
            "event: error\ndata: {\"error\":{\"code\":\"channel_lost\",\"retryable\":true}}\n\n"));

    var ran = Terminal.at(plane).run("sandbox", "logs", ID, "--json");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(Json.lenient(ran.err()).at("/error/code").asText()).isEqualTo("channel_lost");
  }

  @Test
  void aPipeThatNobodyReadsEndsIt() {
    var relay = new Relay(new Terminal().surroundings(closed(), new ByteArrayOutputStream()));

    assertThat(relay.take(new ServerSentEvent("", "stdout", "{\"data\":\"yes\"}"))).isFalse();
    assertThat(relay.ending().map(Relay.Ending::exitCode)).hasValue(141);
  }

  private static OutputStream closed() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
  }

  @Test
  void asJsonExecIsOneDocument() {
    var document =
        """
        {"exit_code":3,"stdout":"a","stderr":"b","timed_out":false,"truncated":false}\
        """;
    plane.on(EXEC, Reply.ok(document));

    var ran = Terminal.at(plane).run("sandbox", "exec", ID, "--json", "--", "true");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out().strip()).isEqualTo(document);
    assertThat(plane.last().header("Accept")).isEqualTo("application/json");
  }

  @Test
  void logsAreTheProcessesOwnBytes() {
    plane.on(
        "GET /api/sandboxes/" + ID + "/logs",
        Reply.events(
            "event: stdout\ndata: {\"data\":\"out\\n\"}\n\nevent: stderr\ndata: {\"data\":\"err\\n\"}\n\n"));

    var ran = Terminal.at(plane).run("sandbox", "logs", ID, "--follow", "--tail", "5");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("out\n");
    assertThat(ran.err()).isEqualTo("err\n");
    assertThat(plane.last().uri()).endsWith("/logs?follow=true&tail=5");
  }

  @Test
  void eventsGoOnBehindTheLastOneWhenTheStreamBreaks() {
    var streams = new AtomicInteger();
    plane.on("GET /api/events", _ -> Reply.events(event(streams.incrementAndGet())));

    var ran = Terminal.at(plane).run("sandbox", "events", ID, "--count", "3", "--json");

    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines().map(line -> Json.lenient(line).path("id").asInt()))
        .containsExactly(1, 2, 3);
    assertThat(plane.requests())
        .extracting(request -> request.header("Last-event-id"))
        .containsExactly("", "1", "2");
    assertThat(plane.last().uri()).contains("sandbox_id=" + ID);
  }

  @Test
  void aStreamThatOnlyEndsIsGivenUp() {
    plane.on("GET /api/events", Reply.events(": nothing\n\n"));

    assertThat(Terminal.at(plane).run("sandbox", "events").code()).isEqualTo(5);
    assertThat(plane.requests()).hasSize(1 + Terminal.HASTY.retries());
  }

  private Terminal.Ran exec() {
    return Terminal.at(plane).run("sandbox", "exec", ID, "--", "true");
  }

  private static String event(int id) {
    return "id: %d%nevent: sandbox.started%ndata: {\"id\":\"%d\",\"event\":\"sandbox.started\"}%n%n"
        .formatted(id, id);
  }
}
