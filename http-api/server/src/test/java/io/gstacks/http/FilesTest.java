package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.ChannelError;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.FileEntries;
import io.gstacks.agent.protocol.FileEntry;
import io.gstacks.agent.protocol.FileEvent;
import io.gstacks.agent.protocol.FilesReply;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.host.fleet.FileOrder;
import io.gstacks.http.TestApi.Answered;
import io.gstacks.persistence.entity.Role;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
  private static final String FILES = "/api/sandboxes/" + Samples.SANDBOX + "/files";

  private final TestApi api = new TestApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void readsAFile() {
    answers(entry("a.txt", 5), stdout("hel"), stdout("lo"), Rooms.exit(0));

    var answer = api.get(FILES + "?path=/workspace/a.txt");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/octet-stream");
    assertThat(answer.text()).isEqualTo("hello");
    assertThat(answer.headers()).containsEntry("Accept-Ranges", "bytes");
    assertThat(order()).isEqualTo(new FileOrder.Read("/workspace/a.txt", 0, 0));
  }

  @Test
  void readsAnEmptyFile() {
    answers(entry("a.txt", 0), Rooms.exit(0));

    assertThat(api.get(FILES + "?path=a.txt").text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=1-3, 1, 3, bytes 1-3/5",
    "bytes=1-, 1, 0, bytes 1-4/5",
    "bytes=-2, -2, 0, bytes 3-4/5",
    "bytes=2-99, 2, 98, bytes 2-4/5"
  })
  void readsAPartOfIt(String range, long offset, long length, String contentRange) {
    answers(entry("a.txt", 5), Rooms.exit(0));

    var response =
        TestApi.await(
            api.api()
                .apply(
                    HttpRequest.GET(FILES + "?path=a.txt")
                        .addHeader(TestApi.header("Range", range))
                        .addHeader(TestApi.header("Authorization", "Bearer " + api.admin))));

    assertThat(response.status().intValue()).isEqualTo(206);
    assertThat(response.getHeader("Content-Range").orElseThrow().value()).isEqualTo(contentRange);
    assertThat(order()).isEqualTo(new FileOrder.Read("a.txt", offset, length));
    response.discardEntityBytes(TestApi.ACTORS.system());
  }

  @Test
  void aRangeBehindTheEndIsRefused() {
    answers(entry("a.txt", 5), Rooms.exit(0));
    var request =
        HttpRequest.GET(FILES + "?path=a.txt").addHeader(TestApi.header("Range", "bytes=5-"));

    assertThat(ApiTest.code(api.send(request))).isEqualTo("416 range_not_satisfiable");
  }

  @Test
  void writesAFileAsItComes() {
    answersAtTheEndOfInput(entry("a.txt", 70_000));
    var chunks = List.of("x".repeat(40_000), "y".repeat(30_000));
    var body =
        HttpEntities.createChunked(
            ContentTypes.APPLICATION_OCTET_STREAM,
            Source.from(chunks).map(org.apache.pekko.util.ByteString::fromString));

    var answer =
        api.send(
            HttpRequest.PUT(FILES + "?path=a.txt&append=true&mode=0600&parents=true")
                .withEntity(body));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("mode").asText()).isEqualTo("0644");
    assertThat(order()).isEqualTo(new FileOrder.Write("a.txt", true, 0600, true));
    assertThat(api.rooms.input).last().returns(true, ChannelFrame::getStdinEnd);
    assertThat(written()).isEqualTo(String.join("", chunks));
    assertThat(api.rooms.input).allMatch(frame -> frame.getSerializedSize() < 33_000);
  }

  @Test
  void anUploadHasALimitOfItsOwn() {
    api.with("gstacks.http.files.upload-limit = 2000");
    answersAtTheEndOfInput(entry("a.txt", 1));

    assertThat(ApiTest.code(put(FILES + "?path=a.txt", "x".repeat(2001))))
        .isEqualTo("413 body_too_large");
    assertThat(api.rooms.opened).isEmpty();
    assertThat(put(FILES + "?path=a.txt", "x".repeat(2000)).status()).isEqualTo(200);
  }

  @Test
  void anUploadThatDoesNotSayHowLongItIsHasTheLimitToo() {
    api.with("gstacks.http.files.upload-limit = 2000");
    answersAtTheEndOfInput(entry("a.txt", 1));
    var endless =
        HttpEntities.createChunked(
            ContentTypes.APPLICATION_OCTET_STREAM,
            Source.repeat(org.apache.pekko.util.ByteString.fromString("x".repeat(500))).take(5));

    assertThat(ApiTest.code(api.send(HttpRequest.PUT(FILES + "?path=a.txt").withEntity(endless))))
        .isEqualTo("413 body_too_large");
  }

  @Test
  void anUploadThatBreaksOffIsSaidToTheAgent() {
    api.rooms.output =
        _ -> Source.completionStage(api.rooms.inputEnd.thenApply(_ -> error("upload_broken")));
    var broken =
        HttpEntities.createChunked(
            ContentTypes.APPLICATION_OCTET_STREAM,
            Source.single(org.apache.pekko.util.ByteString.fromString("half"))
                .concat(Source.failed(new java.io.IOException("gone"))));

    var answer = api.send(HttpRequest.PUT(FILES + "?path=a.txt").withEntity(broken));

    assertThat(ApiTest.code(answer)).isEqualTo("400 upload_broken");
    assertThat(api.rooms.input).last().returns("INT", ChannelFrame::getSignal);
  }

  @Test
  void anAgentThatTakesNoMoreIsHeard() {
    answers(error("disk_full"));

    assertThat(ApiTest.code(put(FILES + "?path=a.txt", "x".repeat(500_000))))
        .isEqualTo("507 disk_full");
  }

  @Test
  void tellsWhatIsThere() {
    answers(
        reply(
            FilesReply.newBuilder()
                .setEntry(
                    FileEntry.newBuilder()
                        .setName("link")
                        .setType(FileEntry.Type.LINK)
                        .setMode(0777)
                        .setLinkTarget("/etc/passwd"))),
        Rooms.exit(0));

    var answer = api.get(FILES + "/stat?path=link");

    assertThat(answer.json().path("type").asText()).isEqualTo("link");
    assertThat(answer.json().path("link_target").asText()).isEqualTo("/etc/passwd");
  }

  @Test
  void listsADirectoryInPages() {
    answers(entries(false, "a", "b"), entries(true, "c"), Rooms.exit(0));

    var answer = api.get(FILES + "/list?path=/&limit=3");

    assertThat(answer.json().path("items")).hasSize(3);
    var cursor = answer.json().path("next_cursor").asText();
    api.get(FILES + "/list?path=/&cursor=" + cursor);
    assertThat(api.rooms.opened)
        .containsExactly(
            new ChannelOrder.Files(new FileOrder.ListDirectory("/", 3, "")),
            new ChannelOrder.Files(new FileOrder.ListDirectory("/", 200, "c")));
  }

  @Test
  void makesMovesAndRemoves() {
    answers(entry("b", 0), Rooms.exit(0));

    assertThat(api.post(FILES + "/mkdir", "{\"path\":\"a/b\",\"mode\":\"0700\"}").status())
        .isEqualTo(201);
    assertThat(api.post(FILES + "/move", "{\"from\":\"a\",\"to\":\"b\"}").status()).isEqualTo(200);
    assertThat(api.send(HttpRequest.DELETE(FILES + "?path=b&recursive=true")).status())
        .isEqualTo(204);
    assertThat(api.rooms.opened)
        .containsExactly(
            new ChannelOrder.Files(new FileOrder.MakeDirectory("a/b", false, 0700)),
            new ChannelOrder.Files(new FileOrder.Move("a", "b", false)),
            new ChannelOrder.Files(new FileOrder.Remove("b", true)));
  }

  @Test
  void sendsAndTakesTrees() {
    answers(entry("dir", 0), stdout("tar"), Rooms.exit(0));
    var download = api.get(FILES + "/tree?path=dir");
    assertThat(download.type()).isEqualTo("application/x-tar");
    assertThat(download.text()).isEqualTo("tar");

    answersAtTheEndOfInput(entry("dir", 0));
    assertThat(put(FILES + "/tree?path=dir", "tar").status()).isEqualTo(200);
    assertThat(api.rooms.opened)
        .containsExactly(
            new ChannelOrder.Files(new FileOrder.Download("dir")),
            new ChannelOrder.Files(new FileOrder.Upload("dir")));
  }

  @Test
  void tellsWhatHappens() {
    answers(
        entry("dir", 0),
        event(FileEvent.Kind.CREATED, "a"),
        event(FileEvent.Kind.OVERFLOW, ""),
        error("not_running"));

    assertThat(api.get(FILES + "/watch?path=dir&recursive=true").text())
        .contains("event: watching\n")
        .contains("event: created\ndata: {\"path\":\"a\"}\n")
        .contains("event: overflow\n")
        .contains("event: error\n")
        .contains("sandbox_not_running");
  }

  @ParameterizedTest
  @CsvSource({
    "file_not_found, 404",
    "file_exists, 409",
    "not_a_directory, 409",
    "is_a_directory, 409",
    "directory_not_empty, 409",
    "too_many_links, 409",
    "read_only, 403",
    "path_too_long, 400",
    "disk_full, 507",
    "unsupported, 409"
  })
  void passesTheAgentsErrorsOn(String said, String status) {
    answers(error(said));

    assertThat(ApiTest.code(api.post(FILES + "/mkdir", "{\"path\":\"a\"}")))
        .isEqualTo(status + " " + said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/stat", "/list", "/tree", "/watch"})
  void aPathIsNeeded(String route) {
    assertThat(ApiTest.code(api.get(FILES + route))).isEqualTo("400 invalid_request");
    assertThat(ApiTest.code(api.get(FILES + route + "?path=" + "%C3%A9".repeat(2_049))))
        .isEqualTo("400 path_too_long");
    assertThat(api.rooms.opened).isEmpty();
  }

  @Test
  void aViewerReadsAndDoesNotWrite() {
    var viewer = api.rooms.key(Samples.TENANT, Role.VIEWER);
    answers(entry("a", 0), Rooms.exit(0));

    assertThat(api.send(HttpRequest.GET(FILES + "?path=a"), viewer).status()).isEqualTo(200);
    assertThat(api.send(HttpRequest.PUT(FILES + "?path=a"), viewer).code()).isEqualTo("forbidden");
    assertThat(api.send(HttpRequest.DELETE(FILES + "?path=a"), viewer).code())
        .isEqualTo("forbidden");
  }

  @Test
  void needsARunningSandbox() {
    api.rooms.sandboxReply =
        _ ->
            CompletableFuture.completedStage(
                new SandboxCommand.Accepted(Samples.sandbox("stopped")));

    assertThat(ApiTest.code(api.get(FILES + "?path=a"))).isEqualTo("409 sandbox_not_running");
    assertThat(ApiTest.code(put(FILES + "?path=a", "x".repeat(100_000))))
        .isEqualTo("409 sandbox_not_running");
  }

  @Test
  void aLineThatBreaksSaysSo() {
    answers(entry("a", 0));

    assertThat(ApiTest.code(api.get(FILES + "/stat?path=a"))).isEqualTo("503 channel_lost");
  }

  private Answered put(String path, String body) {
    return api.send(
        HttpRequest.PUT(path)
            .withEntity(
                ContentTypes.APPLICATION_OCTET_STREAM,
                org.apache.pekko.util.ByteString.fromString(body)));
  }

  private void answers(ChannelFrame... frames) {
    api.rooms.output = _ -> Source.from(List.of(frames));
  }

  private void answersAtTheEndOfInput(ChannelFrame frame) {
    api.rooms.output =
        _ ->
            Source.completionStage(api.rooms.inputEnd.thenApply(_ -> frame))
                .concat(Source.single(Rooms.exit(0)));
  }

  private FileOrder order() {
    return ((ChannelOrder.Files) api.rooms.opened.getFirst()).order();
  }

  private String written() {
    return api.rooms.input.stream()
        .map(frame -> frame.getStdin().toStringUtf8())
        .collect(Collectors.joining());
  }

  private static ChannelFrame entry(String name, long size) {
    return reply(
        FilesReply.newBuilder()
            .setEntry(
                FileEntry.newBuilder()
                    .setName(name)
                    .setType(FileEntry.Type.FILE)
                    .setSize(size)
                    .setMode(0644)
                    .setUid(1000)
                    .setGid(1000)));
  }

  private static ChannelFrame entries(boolean more, String... names) {
    var entries = FileEntries.newBuilder().setMore(more);
    for (var name : names) {
      entries.addEntries(FileEntry.newBuilder().setName(name).setType(FileEntry.Type.FILE));
    }
    return reply(FilesReply.newBuilder().setEntries(entries));
  }

  private static ChannelFrame event(FileEvent.Kind kind, String path) {
    return reply(
        FilesReply.newBuilder().setEvent(FileEvent.newBuilder().setKind(kind).setPath(path)));
  }

  private static ChannelFrame reply(FilesReply.Builder reply) {
    return ChannelFrame.newBuilder().setFilesReply(reply).build();
  }

  private static ChannelFrame stdout(String text) {
    return ChannelFrame.newBuilder().setStdout(ByteString.copyFromUtf8(text)).build();
  }

  private static ChannelFrame error(String code) {
    return ChannelFrame.newBuilder()
        .setError(ChannelError.newBuilder().setCode(code).setMessage("so it is"))
        .build();
  }
}
