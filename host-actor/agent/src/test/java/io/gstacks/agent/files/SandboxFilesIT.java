package io.gstacks.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.FileEntries;
import io.gstacks.agent.protocol.FileEntry;
import io.gstacks.agent.protocol.FileEvent;
import io.gstacks.agent.protocol.Files;
import io.gstacks.agent.protocol.Limits;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.ProvisionOrder;
import io.gstacks.agent.runtime.Steps;
import io.gstacks.agent.runtime.docker.DockerRuntime;
import io.gstacks.agent.runtime.docker.DockerSettings;
import io.gstacks.agent.testing.TestEngine;
import io.gstacks.agent.testing.TestSystem;
import io.gstacks.agent.workspace.WorkspaceChoice;
import io.gstacks.agent.workspace.WorkspaceSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against a real and hostile sandbox: what it prepares must not lead us to the host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxFilesIT {
  private static final Config CONFIG =
      ConfigFactory.parseString("workspace.prepared = 0")
          .withFallback(ConfigFactory.load().getConfig("gstacks.agent"));
  private static final FilesSettings SETTINGS =
      FilesSettings.from(CONFIG.getConfig("channel.files"));
  private static final int LARGE_MIB = 64;

  private Path home;

  private DockerRuntime runtime;
  private Workload sandbox;
  private SandboxRoot root;
  private SandboxFiles files;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    home = directory;
    TestEngine.ensureImage();
    var workspaces =
        WorkspaceChoice.open(home, WorkspaceSettings.from(CONFIG.getConfig("workspace")));
    runtime =
        DockerRuntime.connect(
            DockerSettings.from(CONFIG.getConfig("docker")),
            "ins_" + UUID.randomUUID(),
            "hst_1",
            workspaces);
    var limits =
        Limits.newBuilder().setCpuMillis(1000).setMemoryMib(128).setDiskMib(160).setPids(64);
    sandbox =
        runtime.provision(
            new ProvisionOrder(
                "sbx_files",
                1,
                Provision.newBuilder()
                    .setImage(TestEngine.IMAGE)
                    .setTenantId("tnt_1")
                    .setClusterId("cls_1")
                    .setProof("prf")
                    .setLimits(limits)
                    .build(),
                Deadline.in(Duration.ofSeconds(60)),
                new Steps((_, _) -> {})));
    root = SandboxRoot.open(runtime.mainProcess(sandbox), sandbox.getContainer(), SETTINGS);
    files = new SandboxFiles(root);
  }

  @AfterAll
  void remove() {
    root.close();
    runtime.inventory().forEach(runtime::remove);
    runtime.purge("sbx_files");
    runtime.close();
  }

  private String in(String script) throws IOException {
    var exec = Exec.newBuilder().addCommand("sh").addCommand("-c").addCommand(script).build();
    var output = new StringBuilder();
    try (var process = runtime.exec(sandbox, exec)) {
      for (var chunk = process.read(); chunk.isPresent(); chunk = process.read()) {
        output.append(chunk.get().bytes().toStringUtf8());
      }
      process.exitCode();
    }
    return output.toString();
  }

  private FileEntry write(String path, String text) throws IOException {
    return files.write(Files.Write.newBuilder().setPath(path).build(), stream(text));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private String read(String path) throws IOException {
    var out = new ByteArrayOutputStream();
    files.read(Files.Read.newBuilder().setPath(path).build(), _ -> {}, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private FileEntry stat(String path) throws IOException {
    return files.stat(Files.Stat.newBuilder().setPath(path).build());
  }

  private List<String> list(String path) throws IOException {
    var names = new ArrayList<String>();
    files.list(
        Files.List.newBuilder().setPath(path).build(),
        page -> page.getEntriesList().forEach(entry -> names.add(entry.getName())));
    return names;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void assertFails(FilesException.Code code, Work work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(FilesException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void whatIsWrittenIsThereForTheSandboxAndItsOwn() throws Exception {
    var entry = write("notes.txt", "hello");

    assertThat(entry.getSize()).isEqualTo(5);
    assertThat(in("cat notes.txt; stat -c '%u:%g %a' notes.txt")).isEqualTo("hello1000:1000 644\n");
    files.write(
        Files.Write.newBuilder().setPath("notes.txt").setAppend(true).build(), stream(" you"));
    assertThat(read("/workspace/notes.txt")).isEqualTo("hello you");
    write("notes.txt", "x");
    assertThat(read("notes.txt")).isEqualTo("x");
    files.write(
        Files.Write.newBuilder().setPath("p/q/r.sh").setParents(true).setMode(0750).build(),
        stream("r"));
    assertThat(in("stat -c '%u:%g %a' p p/q p/q/r.sh"))
        .isEqualTo("1000:1000 755\n1000:1000 755\n1000:1000 750\n");
  }

  @Test
  void aPartOfAFileIsRead() throws Exception {
    write("part", "0123456789");

    assertThat(part(3, 4)).isEqualTo("3456");
    assertThat(part(-3, 0)).isEqualTo("789");
    assertThat(part(8, 100)).isEqualTo("89");
    assertThat(part(50, 0)).isEmpty();
  }

  private String part(long offset, long length) throws IOException {
    var out = new ByteArrayOutputStream();
    files.read(
        Files.Read.newBuilder().setPath("part").setOffset(offset).setLength(length).build(),
        _ -> {},
        out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aDirectoryIsListedInPages() throws Exception {
    in("mkdir many; cd many; for i in 1 2 3 4 5; do echo $i > f$i; done; ln -s /nowhere link");
    var pages = new ArrayList<FileEntries>();
    var order = Files.List.newBuilder().setPath("many").setLimit(2);

    files.list(order.build(), pages::add);
    files.list(order.setAfter("f4").build(), pages::add);

    assertThat(pages.getFirst().getEntriesList())
        .extracting(FileEntry::getName)
        .containsExactly("f1", "f2");
    assertThat(pages.getFirst().getMore()).isTrue();
    assertThat(pages.getLast().getMore()).isFalse();
    assertThat(pages.getLast().getEntriesList())
        .last()
        .returns("link", FileEntry::getName)
        .returns(FileEntry.Type.LINK, FileEntry::getType)
        .returns("/nowhere", FileEntry::getLinkTarget);
  }

  @Test
  void noPathLeadsToTheHost() throws Exception {
    var planted = java.nio.file.Files.writeString(home.resolve("secret"), "of the host");
    in(
        "ln -s ../../../../../../../.."
            + planted
            + " up; ln -s "
            + planted
            + " planted; ln -s /proc/1/root magic; ln -s / slash; ln -s nowhere dangling");

    assertFails(FilesException.Code.FILE_NOT_FOUND, () -> read("planted"));
    assertFails(
        FilesException.Code.FILE_NOT_FOUND, () -> read("../../../../../../../.." + planted));
    assertFails(FilesException.Code.FILE_NOT_FOUND, () -> read("up"));
    assertFails(FilesException.Code.FILE_NOT_FOUND, () -> read("slash" + planted));
    assertFails(FilesException.Code.FILE_EXISTS, () -> write("dangling", "x"));
    assertThat(list("slash")).containsExactlyInAnyOrder(in("ls -A /").split("\n"));
    assertThat(stat("magic").getType()).isEqualTo(FileEntry.Type.LINK);
    for (var path : List.of("magic/etc/passwd", "/proc/1/root" + planted, "/proc/self/fd/0")) {
      assertThatThrownBy(() -> read(path)).isInstanceOf(FilesException.class);
    }
    assertFails(FilesException.Code.READ_ONLY, () -> write("/etc/new", "x"));
  }

  @Test
  void theKernelsOwnFilesAreNoPlace() {
    for (var path : List.of("/proc/kmsg", "/proc/1/environ", "/proc/version", "/sys/kernel")) {
      assertFails(FilesException.Code.NOT_A_FILE, () -> read(path));
    }
    assertFails(FilesException.Code.NOT_A_FILE, () -> list("/proc"));
    assertFails(FilesException.Code.NOT_A_FILE, () -> write("/proc/1/oom_score_adj", "0"));
    assertFails(FilesException.Code.READ_ONLY, () -> write("/proc/sys/kernel/hostname", "x"));
  }

  @Test
  void whatIsNoFileNeitherBlocksNorIsDriven() throws Exception {
    in("mkfifo fifo; mkdir -p dir");

    assertFails(FilesException.Code.NOT_A_FILE, () -> read("fifo"));
    assertFails(FilesException.Code.NOT_A_FILE, () -> write("fifo", "x"));
    assertFails(FilesException.Code.NOT_A_FILE, () -> read("/dev/zero"));
    assertFails(FilesException.Code.IS_A_DIRECTORY, () -> read("dir"));
    assertFails(FilesException.Code.IS_A_DIRECTORY, () -> write("dir", "x"));
    assertFails(FilesException.Code.NOT_A_DIRECTORY, () -> list("fifo"));
    assertThat(stat("fifo").getType()).isEqualTo(FileEntry.Type.OTHER);
  }

  @Test
  void directoriesAreMadeMovedAndRemoved() throws Exception {
    var made = Files.MakeDirectory.newBuilder();
    files.make(made.setPath("tree").build());
    assertFails(FilesException.Code.FILE_EXISTS, () -> files.make(made.build()));
    assertFails(
        FilesException.Code.FILE_NOT_FOUND, () -> files.make(made.setPath("no/where").build()));
    files.make(made.setPath("tree/a/b").setParents(true).build());
    write("tree/a/file", "x");
    write("kept", "kept");
    in("ln -s ../../kept tree/a/link; ln -s / tree/a/root; printf x > \"$(printf 'tree/\\377')\"");

    var move = Files.Move.newBuilder().setFrom("tree/a/file").setTo("tree/moved");
    assertThat(files.move(move.build()).getName()).isEqualTo("moved");
    assertFails(FilesException.Code.FILE_EXISTS, () -> files.move(move.setFrom("kept").build()));
    assertFails(
        FilesException.Code.OTHER_FILE_SYSTEM, () -> files.move(move.setTo("/tmp/x").build()));
    var remove = Files.Remove.newBuilder().setPath("tree");
    assertFails(FilesException.Code.DIRECTORY_NOT_EMPTY, () -> files.remove(remove.build()));
    files.remove(remove.setRecursive(true).build());
    assertFails(FilesException.Code.FILE_NOT_FOUND, () -> stat("tree"));
    assertThat(read("kept")).isEqualTo("kept");
    assertThat(list("/")).contains("bin");
  }

  @Test
  void aTreeGoesOutAndComesInAgain() throws Exception {
    in(
        "mkdir -p out/sub; echo one > out/one; echo two > out/sub/two; chmod 700 out/sub;"
            + " ln -s /etc/passwd out/link; mkfifo out/fifo");
    var tar = new ByteArrayOutputStream();

    files.download(Files.Download.newBuilder().setPath("out").build(), _ -> {}, tar);
    files.upload(
        Files.Upload.newBuilder().setPath("in/again").build(),
        new ByteArrayInputStream(tar.toByteArray()));

    assertThat(in("cd in/again; cat one sub/two; readlink link; stat -c '%u %a' sub; ls -A"))
        .isEqualTo("one\ntwo\n/etc/passwd\n1000 700\nlink\none\nsub\n");
  }

  @Test
  void aHostileTarStaysInItsDirectory() throws Exception {
    in(
        "mkdir -p target; ln -s /tmp target/out; ln -s /workspace/kept2 target/file; echo k > kept2");

    assertFails(FilesException.Code.INVALID_TAR, () -> unpack(file("../up")));
    assertFails(FilesException.Code.INVALID_TAR, () -> unpack(file("/tmp/absolute")));
    assertFails(
        FilesException.Code.INVALID_TAR,
        () -> unpack(new TarHeader("hard", 0644, 0, 0, '1', "/etc/passwd")));
    assertFails(
        FilesException.Code.INVALID_TAR,
        () -> unpack(new TarHeader("device", 0644, 0, 0, '3', "")));
    assertFails(FilesException.Code.TOO_MANY_LINKS, () -> unpack(file("out/through")));
    assertFails(
        FilesException.Code.TOO_MANY_LINKS,
        () ->
            unpack(new TarHeader("own", 0777, 0, 0, TarHeader.LINK, "/tmp"), file("own/through")));
    unpack(file("file"));

    assertThat(in("cat kept2; ls -A /tmp; stat -c %F target/file"))
        .isEqualTo("k\nregular empty file\n");
  }

  private static TarHeader file(String name) {
    return new TarHeader(name, 0644, 0, 0, TarHeader.FILE, "");
  }

  private void unpack(TarHeader... entries) throws IOException {
    var out = new ByteArrayOutputStream();
    var tar = new TarWriter(out);
    for (var entry : entries) {
      tar.begin(entry);
    }
    tar.end();
    files.upload(
        Files.Upload.newBuilder().setPath("target").build(),
        new ByteArrayInputStream(out.toByteArray()));
  }

  /** A directory and a link to the host's take each other's place all the time. */
  @Test
  void aRaceIsWonByNobody() throws Exception {
    var trap = java.nio.file.Files.createDirectory(home.resolve("trap"));
    java.nio.file.Files.writeString(trap.resolve("secret"), "of the host");
    in("mkdir -p swap/real; echo mine > swap/real/secret; ln -s " + trap + " swap/link");
    var script =
        "cd swap; while [ ! -e stop ]; do mv -T real name; mv -T name real; mv -T link name;"
            + " mv -T name link; done";
    var swapping = CompletableFuture.supplyAsync(() -> during(script));
    try {
      for (int time = 0; time < 2_000; time++) {
        race(() -> assertThat(read("swap/name/secret")).isEqualTo("mine\n"));
        race(() -> assertThat(list("swap/name")).doesNotContain("trap"));
        race(() -> write("swap/name/written", "x"));
      }
    } finally {
      write("swap/stop", "");
      swapping.join();
    }
    assertThat(list(trap)).containsExactly("secret");
    assertThat(trap.resolve("secret")).hasContent("of the host");
  }

  /** What is removed is a directory at one moment and a link to the host's at the next. */
  @Test
  void aRemovalNeverFollowsALink() throws Exception {
    var trap = java.nio.file.Files.createDirectory(home.resolve("kept"));
    java.nio.file.Files.writeString(trap.resolve("secret"), "of the host");
    in("mkdir rm");
    var script =
        "cd rm; while [ ! -e stop ]; do mkdir -p name/sub/deep; touch name/sub/deep/f;"
            + " ln -s TRAP name/link; mv -T name/sub name/x; ln -s TRAP name/sub; rm -rf name;"
            + " ln -s TRAP name; rm -f name; done";
    var swapping = CompletableFuture.supplyAsync(() -> during(script.replace("TRAP", "" + trap)));
    try {
      for (int time = 0; time < 1_000; time++) {
        race(() ->
            files.remove(Files.Remove.newBuilder().setPath("rm/name").setRecursive(true).build()));
      }
    } finally {
      write("rm/stop", "");
      swapping.join();
    }
    assertThat(trap.resolve("secret")).hasContent("of the host");
  }

  private String during(String script) {
    try {
      return in(script);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> list(Path directory) {
    var names = directory.toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  /** It may fail, for the name is often not there; it must not succeed elsewhere. */
  private static void race(Work work) throws IOException {
    try {
      work.run();
    } catch (FilesException e) {
      assertThat(e.code()).isNotEqualTo(FilesException.Code.INTERNAL);
    }
  }

  @Test
  void aLargeFilePassesThroughALittleMemory() throws Exception {
    var before = used();
    files.write(
        Files.Write.newBuilder().setPath("large").build(), new Zeros((long) LARGE_MIB << 20));
    var read = new long[] {0};
    files.read(
        Files.Read.newBuilder().setPath("large").build(),
        _ -> {},
        new OutputStream() {
          @Override
          public void write(int octet) {
            read[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            read[0] += length;
          }
        });

    assertThat(read[0]).isEqualTo((long) LARGE_MIB << 20);
    assertThat(used() - before).isLessThan(16L << 20);
    files.remove(Files.Remove.newBuilder().setPath("large").build());
  }

  private static long used() {
    System.gc();
    var heap = Runtime.getRuntime();
    return heap.totalMemory() - heap.freeMemory();
  }

  /** So many bytes. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      left -= count;
      return count;
    }
  }

  @Test
  void aDiskThatIsFullSaysSo() throws Exception {
    assertFails(
        FilesException.Code.DISK_FULL,
        () ->
            files.write(
                Files.Write.newBuilder().setPath("/run/full").build(), new Zeros(32L << 20)));
    files.remove(Files.Remove.newBuilder().setPath("/run/full").build());
  }

  @Test
  void whatHappensIsTold() throws Exception {
    in("mkdir -p watched/sub");
    var events = new CopyOnWriteArrayList<String>();
    var service = new CompletableFuture<WatchService>();
    var begun = new CompletableFuture<FileEntry>();
    var listener =
        new WatchListener() {
          @Override
          public void begun(FileEntry directory) {
            begun.complete(directory);
          }

          @Override
          public void happened(FileEvent event) {
            events.add(event.getKind() + " " + event.getPath());
          }
        };
    var order = Files.Watch.newBuilder().setPath("watched").setRecursive(true).build();
    var watching =
        Thread.ofVirtual()
            .start(() -> {
              try {
                files.watch(order, service::complete, listener);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });

    begun.join();
    in("cd watched; echo a > sub/a; mkdir -p new/deep; echo b > new/deep/b");
    TestSystem.eventually(
        "told", () -> events.contains("CREATED sub/a") && events.contains("CREATED new"));
    in("cd watched; echo c > new/deep/c; rm sub/a");
    TestSystem.eventually(
        "told again",
        () -> events.contains("CREATED new/deep/c") && events.contains("REMOVED sub/a"));

    service.join().close();
    watching.join();
  }

  @Test
  void aProcessThatIsAnothersIsNotEntered() {
    assertFails(
        FilesException.Code.NOT_RUNNING,
        () ->
            SandboxRoot.open(ProcessHandle.current().pid(), sandbox.getContainer(), SETTINGS)
                .close());
  }
}
