package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.FakeControlPlane;
import io.gstacks.cli.FakeControlPlane.Reply;
import io.gstacks.cli.Terminal;
import io.gstacks.cli.api.FailureException;
import io.gstacks.cli.api.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxFilesTest {
  private static final String ID = "sbx_01k0000000000000000000000a";
  private static final String FILES = " /api/sandboxes/" + ID + "/files";

  @TempDir Path here;

  private FakeControlPlane plane;

  @BeforeEach
  void start() throws IOException {
    plane = new FakeControlPlane();
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private static Reply file(String name, String type, long size) {
    return Reply.ok(
        """
        {"name":"%s","type":"%s","size":%d,"mode":"0644","uid":1,"gid":1,"modified_at":"2026-01-01T00:00:00Z"}\
        """
            .formatted(name, type, size));
  }

  @Test
  void copiesAFileIntoADirectoryUnderItsName() throws IOException {
    var source = Files.writeString(here.resolve("a b.txt"), "hello");
    plane.on("GET" + FILES + "/stat", file("work", "directory", 0));
    plane.on("PUT" + FILES, file("a b.txt", "file", 5));

    var ran = Terminal.at(plane).run("sandbox", "cp", source.toString(), ID + ":/work", "--json");

    assertThat(ran.code()).isZero();
    assertThat(plane.last().uri()).endsWith("/files?path=%2Fwork%2Fa%20b.txt");
    assertThat(plane.last().body()).isEqualTo("hello");
    assertThat(plane.last().header("Content-length")).isEqualTo("5");
    assertThat(Json.lenient(ran.out()).path("bytes").asLong()).isEqualTo(5);
  }

  @Test
  void copiesAFileOut() throws IOException {
    plane.on("GET" + FILES + "/stat", file("r.json", "file", 2));
    plane.on("GET" + FILES, new Reply(200, "application/octet-stream", "{}"));

    var ran = Terminal.at(plane).run("sandbox", "cp", ID + ":r.json", here.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(here.resolve("r.json")).hasContent("{}");
  }

  @Test
  void aCopyThatFailsLeavesNothing() {
    plane.on("GET" + FILES + "/stat", file("r.json", "file", 2));
    plane.on("GET" + FILES, Reply.cut());

    var ran = Terminal.at(plane).run("sandbox", "cp", ID + ":r.json", here.toString());

    assertThat(ran.code()).isEqualTo(5);
    assertThat(here).isEmptyDirectory();
  }

  @Test
  void copiesADirectoryAsATar() throws IOException {
    Files.createDirectories(here.resolve("src/sub"));
    Files.writeString(here.resolve("src/sub/file"), "deep");
    Files.createSymbolicLink(here.resolve("src/link"), Path.of("sub/file"));
    plane.on("GET" + FILES + "/stat", Reply.refused(404, "file_not_found"));
    plane.on("PUT" + FILES + "/tree", file("dst", "directory", 0));

    var ran =
        Terminal.at(plane).run("sandbox", "cp", "-r", here.resolve("src").toString(), ID + ":dst");

    assertThat(ran.code()).isZero();
    assertThat(plane.last().header("Content-type")).isEqualTo("application/x-tar");
    var again = here.resolve("again");
    LocalTree.unpack(stream(plane.last().body().getBytes(StandardCharsets.UTF_8)), again);
    assertThat(again.resolve("sub/file")).hasContent("deep");
    assertThat(again.resolve("link")).isSymbolicLink().hasContent("deep");
  }

  @Test
  void aDirectoryNeedsTheFlagAndAFileRefusesIt() throws IOException {
    var file = Files.writeString(here.resolve("file"), "x").toString();

    assertThat(Terminal.at(plane).run("sandbox", "cp", here.toString(), ID + ":x").code())
        .isEqualTo(2);
    assertThat(Terminal.at(plane).run("sandbox", "cp", "-r", file, ID + ":x").code()).isEqualTo(2);
    assertThat(Terminal.at(plane).run("sandbox", "cp", file, file).code()).isEqualTo(2);
    assertThat(Terminal.at(plane).run("sandbox", "cp", ID + ":a", ID + ":b").code()).isEqualTo(2);
    assertThat(Terminal.at(plane).run("sandbox", "cp", "no-such", ID + ":b").code()).isEqualTo(3);
    assertThat(plane.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"../up, ''", "/absolute, ''", "a/../../up, ''", "link/through, link"})
  void aHostileTarStaysInItsDirectory(String name, String link) throws IOException {
    var outside = Files.createDirectory(here.resolve("outside"));
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      if (!link.isEmpty()) {
        var entry = new TarArchiveEntry(link, TarConstants.LF_SYMLINK);
        entry.setLinkName(outside.toString());
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
      tar.putArchiveEntry(new TarArchiveEntry(name, true));
      tar.closeArchiveEntry();
    }

    Assertions.assertThatThrownBy(
            () -> LocalTree.unpack(stream(bytes.toByteArray()), here.resolve("in")))
        .isInstanceOf(FailureException.class);
    assertThat(outside).isEmptyDirectory();
    assertThat(here.resolve("up")).doesNotExist();
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  @Test
  void listsShowsReadsAndChanges() {
    plane.on(
        "GET" + FILES + "/list",
        Reply.ok(
            """
            {"items":[{"name":"a","type":"link","size":1,"mode":"0777","uid":1,"gid":1,
             "modified_at":"2026-01-01T00:00:00Z","link_target":"b"}],"next_cursor":null}\
            """));
    plane.on("GET" + FILES + "/stat", file("a", "file", 1));
    plane.on("GET" + FILES, new Reply(200, "application/octet-stream", "bytes"));
    plane.on("POST" + FILES + "/mkdir", Reply.json(201, file("d", "directory", 0).body()));
    plane.on("POST" + FILES + "/move", file("b", "file", 1));
    plane.on("DELETE" + FILES, new Reply(204, "", ""));

    assertThat(files("ls", ID).out()).contains("a -> b").contains("0777");
    assertThat(files("stat", ID, "a").out()).contains("0644");
    assertThat(files("cat", ID, "a").out()).isEqualTo("bytes");
    assertThat(files("mkdir", ID, "-p", "d").code()).isZero();
    assertThat(Json.lenient(plane.last().body()).path("parents").asBoolean()).isTrue();
    assertThat(files("mv", ID, "-f", "a", "b").code()).isZero();
    assertThat(Json.lenient(plane.last().body()).path("overwrite").asBoolean()).isTrue();
    assertThat(files("rm", ID, "-r", "d").out()).isEqualTo("removed d\n");
    assertThat(plane.last().uri()).endsWith("path=d&recursive=true");
    assertThat(files("rm", ID, "-r", "d", "--json").out()).isEqualTo("{\"removed\":\"d\"}\n");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    plane.on("GET" + FILES, Reply.refused(404, "file_not_found"));

    var ran = files("cat", ID, "a");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("error: file_not_found").contains("files ls");
  }

  private Terminal.Ran files(String... words) {
    var all = new String[words.length + 2];
    all[0] = "sandbox";
    all[1] = "files";
    System.arraycopy(words, 0, all, 2, words.length);
    return Terminal.at(plane).run(all);
  }

  @Test
  void aBarShowsHowFarItIs() {
    assertThat(Transfer.line("a", 1 << 20, OptionalLong.of(4 << 20)))
        .isEqualTo("a  [######------------------]  25 %  1.0 of 4.0 MiB");
    assertThat(Transfer.line("a", 1 << 20, OptionalLong.empty())).isEqualTo("a  1.0 MiB");
  }

  @ParameterizedTest
  @CsvSource({"./a:b", "/x/y", "a", ":x"})
  void aPathHere(String text) {
    assertThat(CopyEnd.of(text)).isEqualTo(new CopyEnd.Here(Path.of(text)));
  }

  @Test
  void aPathThere() {
    assertThat(CopyEnd.of("dev:/a:b")).isEqualTo(new CopyEnd.There("dev", "/a:b"));
    assertThat(CopyEnd.of("dev:")).isEqualTo(new CopyEnd.There("dev", "."));
    assertThat(CopyEnd.name("/a/b/")).isEqualTo("b");
    assertThat(CopyEnd.name("/")).isEmpty();
  }
}
