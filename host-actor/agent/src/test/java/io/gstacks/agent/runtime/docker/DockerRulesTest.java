package io.gstacks.agent.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules of the Docker runtime that need no engine. */
class DockerRulesTest {
  @Test
  void anImageWithoutATagIsTheLatest() {
    assertThat(ImageReference.parse("debian")).isEqualTo(new ImageReference("debian", "latest"));
    assertThat(ImageReference.parse("localhost:5000/a/b"))
        .isEqualTo(new ImageReference("localhost:5000/a/b", "latest"));
    assertThat(ImageReference.parse("localhost:5000/a/b:1.2"))
        .isEqualTo(new ImageReference("localhost:5000/a/b", "1.2"));
    var digest = "sha256:" + "a".repeat(64);
    assertThat(ImageReference.parse("a:1@" + digest)).isEqualTo(new ImageReference("a", digest));
    assertThatThrownBy(() -> ImageReference.parse("a b")).hasMessageContaining("a b");
    assertThatThrownBy(() -> ImageReference.parse("-rf"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStrangeFailureOnAFullDiskIsAFullDisk() {
    var strange = new WorkFailedException(Code.INTERNAL, "unable to store init state");

    assertThat(EngineDisk.explain(strange, 100_000).code()).isEqualTo(Code.DISK_FULL);
    assertThat(EngineDisk.explain(strange, 100_000)).hasMessageContaining("init state");
    assertThat(EngineDisk.explain(strange, 1L << 30)).isSameAs(strange);
  }

  @Test
  void aProcessTreeHoldsDescendantsAndWhoStayedInTheSession() {
    var all =
        List.of(
            ProcessTree.Entry.parse("10 (sh) S 1 10 10 0"),
            ProcessTree.Entry.parse("11 (a b) c) S 10 10 10 0"),
            ProcessTree.Entry.parse("12 (orphan) S 1 11 10 0"),
            ProcessTree.Entry.parse("13 (child of orphan) S 12 13 13 0"),
            ProcessTree.Entry.parse("20 (other) S 1 20 20 0"));

    assertThat(ProcessTree.of(10, all)).containsExactlyInAnyOrder(10L, 11L, 12L, 13L);
    assertThatThrownBy(() -> ProcessTree.of(1, all)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void framesAreTakenApartHoweverTheyArrive() throws Exception {
    var bytes = ByteBuffer.allocate(64);
    frame(bytes, 1, "out");
    frame(bytes, 2, "error");
    frame(bytes, 1, "");
    frame(bytes, 1, "end");
    var demultiplexer = new Demultiplexer(new ScriptedStream(bytes.flip(), 1), true);

    var stdout = new StringBuilder();
    var stderr = new StringBuilder();
    for (var chunk = demultiplexer.read(); chunk.isPresent(); chunk = demultiplexer.read()) {
      var text = chunk.get().bytes().toStringUtf8();
      (chunk.get().stream() == Chunk.Stream.STDERR ? stderr : stdout).append(text);
    }

    assertThat(stdout).hasToString("outend");
    assertThat(stderr).hasToString("error");
  }

  @Test
  void aTerminalHasNoFrames() throws Exception {
    var bytes = ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, 65});

    assertThat(
            new Demultiplexer(new ScriptedStream(bytes, 99), false)
                .read()
                .map(chunk -> chunk.bytes().size()))
        .contains(9);
  }

  @Test
  void aFrameThatEndsHalfWayIsAnError() {
    var bytes = ByteBuffer.wrap(new byte[] {1, 0, 0});

    assertThatThrownBy(() -> new Demultiplexer(new ScriptedStream(bytes, 99), true).read())
        .isInstanceOf(IOException.class);
  }

  @Test
  void labelsAreReadAsClaims() {
    var workload =
        Labels.read(Map.of("dev.gstacks.sandbox_id", "sbx_1", "dev.gstacks.generation", "x"));

    assertThat(workload.getSandboxId()).isEqualTo("sbx_1");
    assertThat(workload.getGeneration()).isZero();
    assertThat(Labels.containerName("sbx_01j", 4)).isEqualTo("gstacks-01j-4");
  }

  private static void frame(ByteBuffer into, int stream, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    into.put((byte) stream).put(new byte[3]).putInt(bytes.length).put(bytes);
  }
}
