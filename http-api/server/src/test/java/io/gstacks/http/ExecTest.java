package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.ChannelError;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.channel.ChannelException;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.http.TestApi.Answered;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecTest {
  private static final String EXEC = "/api/sandboxes/" + Samples.SANDBOX + "/exec";
  private static final String LOGS = "/api/sandboxes/" + Samples.SANDBOX + "/logs";

  private final TestApi api = new TestApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void collectsWhatACommandWrites() {
    api.rooms.output =
        _ -> Source.from(List.of(stdout("hel"), stderr("oh"), stdout("lo"), Rooms.exit(3)));

    var answer = api.post(EXEC, "{\"command\":[\"sh\",\"-c\",\"x\"],\"timeout_seconds\":5}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("exit_code").asInt()).isEqualTo(3);
    assertThat(answer.json().path("stdout").asText()).isEqualTo("hello");
    assertThat(answer.json().path("stderr").asText()).isEqualTo("oh");
    assertThat(order().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(order().stdin()).isFalse();
  }

  @Test
  void cutsOffWhatIsTooMuch() {
    api.with("gstacks.http.exec.output-limit = 1024");
    api.rooms.output =
        _ ->
            Source.from(List.of(stdout("x".repeat(1000)), stdout("y".repeat(1000)), Rooms.exit(0)));

    var answer = api.post(EXEC, "{\"command\":[\"yes\"]}");

    assertThat(answer.json().path("stdout").asText()).hasSize(1024);
    assertThat(answer.json().path("truncated").asBoolean()).isTrue();
  }

  @Test
  void givesStandardInputInFrames() {
    var text = "z".repeat(40_000);
    api.rooms.output =
        _ -> Source.completionStage(api.rooms.inputEnd.thenApply(_ -> Rooms.exit(0)));

    api.post(EXEC, "{\"command\":[\"cat\"],\"stdin\":\"" + text + "\"}");

    assertThat(order().stdin()).isTrue();
    assertThat(api.rooms.input).last().returns(true, ChannelFrame::getStdinEnd);
    assertThat(api.rooms.input).hasSize(3).allMatch(frame -> frame.getSerializedSize() < 33_000);
  }

  @Test
  void streamsWhatACommandWrites() {
    api.rooms.output =
        _ ->
            Source.from(
                List.of(
                    frame(new byte[] {'a', (byte) 0xc3}),
                    frame(new byte[] {(byte) 0xa9}),
                    frame(new byte[] {(byte) 0xff}),
                    Rooms.exit(0)));

    var answer = events(EXEC, "{\"command\":[\"x\"]}");

    assertThat(answer.type()).isEqualTo("text/event-stream");
    assertThat(answer.text())
        .isEqualTo(
            """
            event: stdout
            data: {"data":"a"}

            event: stdout
            data: {"data":"é"}

            event: stdout
            data: {"base64":"/w=="}

            event: exit
            data: {"exit_code":0,"timed_out":false}

            """);
    assertThat(order().timeout()).isZero();
  }

  @Test
  void aStreamThatBreaksSaysSo() {
    api.rooms.output = _ -> Source.single(stdout("a"));

    assertThat(events(EXEC, "{\"command\":[\"x\"]}").text())
        .contains("event: error")
        .contains("channel_lost");
    assertThat(ApiTest.code(api.post(EXEC, "{\"command\":[\"x\"]}"))).isEqualTo("503 channel_lost");
  }

  @ParameterizedTest
  @CsvSource({
    "not_running, 409 sandbox_not_running",
    "not_found, 409 workload_not_found",
    "invalid, 400 invalid_request",
    "limit, 429 too_many_channels",
    "runtime_unavailable, 503 runtime_unavailable",
    "internal, 503 agent_error"
  })
  void passesTheAgentsErrorsOn(String said, String code) {
    var error = ChannelError.newBuilder().setCode(said).setMessage("so it is");
    api.rooms.output = _ -> Source.single(ChannelFrame.newBuilder().setError(error).build());

    assertThat(ApiTest.code(api.post(EXEC, "{\"command\":[\"x\"]}"))).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "stopped, 409 sandbox_not_running",
    "creating, 409 sandbox_not_running",
    "archived, 409 sandbox_archived"
  })
  void needsARunningSandbox(String status, String code) {
    api.rooms.sandboxReply =
        _ -> CompletableFuture.completedStage(new SandboxCommand.Accepted(Samples.sandbox(status)));

    assertThat(ApiTest.code(api.post(EXEC, "{\"command\":[\"x\"]}"))).isEqualTo(code);
    assertThat(api.rooms.opened).isEmpty();
  }

  @Test
  void saysWhenTheHostIsAway() {
    api.rooms.output =
        _ -> {
          throw new ChannelException(Refusal.conflict("host_disconnected", "its host is away"));
        };

    assertThat(ApiTest.code(api.post(EXEC, "{\"command\":[\"x\"]}")))
        .isEqualTo("409 host_disconnected");
  }

  @Test
  void readsLogsAsText() {
    api.rooms.output = _ -> Source.from(List.of(stdout("one\n"), stderr("two\n"), Rooms.exit(0)));

    var answer = api.get(LOGS + "?tail=5&since=2026-01-02T12:00:00Z");

    assertThat(answer.type()).isEqualTo("text/plain");
    assertThat(answer.text()).isEqualTo("one\ntwo\n");
    assertThat(api.rooms.opened)
        .containsExactly(
            new ChannelOrder.Logs(false, 5, java.util.Optional.of(Samples.NOON.getEpochSecond())));
  }

  @Test
  void readsLogsAsEvents() {
    api.rooms.output = _ -> Source.from(List.of(stderr("two\n"), Rooms.exit(0)));

    var request =
        org.apache.pekko.http.javadsl.model.HttpRequest.GET(LOGS)
            .addHeader(TestApi.header("Accept", "text/event-stream"));

    assertThat(api.send(request).text()).contains("event: stderr\ndata: {\"data\":\"two\\n\"}");
  }

  private Answered events(String path, String body) {
    return api.send(
        TestApi.postRequest(path, body).addHeader(TestApi.header("Accept", "text/event-stream")));
  }

  private ChannelOrder.Exec order() {
    return (ChannelOrder.Exec) api.rooms.opened.getFirst();
  }

  private static ChannelFrame stdout(String text) {
    return frame(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ChannelFrame frame(byte[] bytes) {
    return ChannelFrame.newBuilder().setStdout(ByteString.copyFrom(bytes)).build();
  }

  private static ChannelFrame stderr(String text) {
    return ChannelFrame.newBuilder().setStderr(ByteString.copyFromUtf8(text)).build();
  }
}
