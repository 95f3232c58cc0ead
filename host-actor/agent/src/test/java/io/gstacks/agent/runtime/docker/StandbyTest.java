package io.gstacks.agent.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.Exec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandbyTest {
  private static Exec.Builder exec(String... command) {
    return Exec.newBuilder().addAllCommand(List.of(command));
  }

  @Test
  void aLineIsOneLineWhateverTheWordsHold() {
    assertThat(
            line(
                exec("sh", "-c", "echo 'a'\n\"$b\"").putEnvironment("A", "2"),
                Map.of("A", "1", "HOME", "/home/sandbox")))
        .isEqualTo(
            "cd -- '/home/sandbox'||exit 126;exec \"$1\" -i 'A=2' 'HOME=/home/sandbox' 'sh' '-c'"
                + " 'echo '\\''a'\\'''\"$n\"'\"$b\"' </dev/null\n");
  }

  private static String line(Exec.Builder exec, Map<String, String> environment) {
    return new String(StandbyLine.of(exec.build(), environment), StandardCharsets.UTF_8);
  }

  @Test
  void inputIsLeftToACommandThatReadsIt() {
    assertThat(line(exec("cat").setStdin(true), Map.of())).doesNotContain("/dev/null");
  }

  @Test
  void theEngineRunsWhatAShellCannot() {
    assertThat(StandbyLine.fits(exec("echo", "a=b", "-n").build())).isTrue();

    assertThat(StandbyLine.fits(exec("sh").setTty(true).build())).isFalse();
    assertThat(StandbyLine.fits(exec("id").setUser("root").build())).isFalse();
    assertThat(StandbyLine.fits(exec("a=b").build())).isFalse();
    assertThat(StandbyLine.fits(exec("-x").build())).isFalse();
    assertThat(StandbyLine.fits(exec("").build())).isFalse();
    assertThat(StandbyLine.fits(exec().build())).isFalse();
    assertThat(StandbyLine.fits(exec("echo", "a\0b").build())).isFalse();
    assertThat(StandbyLine.fits(exec("echo").putEnvironment("-u", "1").build())).isFalse();
    assertThat(StandbyLine.fits(exec("echo", "x".repeat(9_000)).build())).isFalse();
  }

  @Test
  void theMarkIsFoundHoweverItIsCut() {
    var output = "\u001eabx\u001eab and so on\u001e";
    var whole = output + "\u001eabc" + "7\n";
    for (int first = 0; first <= whole.length(); first++) {
      for (int second = first; second <= whole.length(); second++) {
        var marked = new MarkedOutput(StandbyLine.mark("abc"));
        var told =
            marked
                .take(ByteString.copyFromUtf8(whole.substring(0, first)))
                .concat(marked.take(ByteString.copyFromUtf8(whole.substring(first, second))))
                .concat(marked.take(ByteString.copyFromUtf8(whole.substring(second))));

        assertThat(told.toStringUtf8()).isEqualTo(output);
        assertThat(marked.ended()).isTrue();
        assertThat(marked.behind().toStringUtf8()).isEqualTo("7\n");
      }
    }
  }

  @Test
  void onlyWhatMayBeTheMarkWaits() {
    var marked = new MarkedOutput(StandbyLine.mark("abc"));

    assertThat(marked.take(ByteString.copyFromUtf8("progress")).toStringUtf8())
        .isEqualTo("progress");
    assertThat(marked.take(ByteString.copyFromUtf8("x\u001ea")).toStringUtf8()).isEqualTo("x");
    assertThat(marked.rest().toStringUtf8()).isEqualTo("\u001ea");
    assertThat(marked.ended()).isFalse();
  }

  @Test
  void aProcessOfSomebodyElseIsNoShellOfOurs() {
    assertThat(PipeHolders.isOf(ProcessHandle.current().pid(), "6a".repeat(32))).isFalse();
    assertThat(PipeHolders.isOf(Long.MAX_VALUE, "6a".repeat(32))).isFalse();
  }

  @Test
  void aControlGroupIsFoundInBothVersions() {
    assertThat(PipeHolders.places(List.of("0::/system.slice/docker-abc.scope")))
        .containsExactly(Path.of("/sys/fs/cgroup/system.slice/docker-abc.scope"));
    assertThat(
            PipeHolders.places(
                List.of("9:memory:/docker/abc", "8:pids:/docker/abc", "1:name=systemd:/x")))
        .containsExactly(Path.of("/sys/fs/cgroup/pids/docker/abc"));
  }
}
