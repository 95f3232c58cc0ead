package io.gstacks.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir Path proc;

  private void write(String name, String text) throws IOException {
    Files.createDirectories(proc.resolve(name).resolveSibling("."));
    Files.writeString(proc.resolve(name), text);
  }

  @Test
  void readsWhatTheKernelTells() throws Exception {
    write("stat", "cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 ...\n");
    write("meminfo", "MemTotal:  2097152 kB\nMemFree: 1 kB\nMemAvailable: 1048576 kB\n");
    write("loadavg", "1.50 1.00 0.50 1/100 1234\n");
    write("uptime", "3600.12 7000.00\n");
    write("self/statm", "100000 25600 100 1 0 1 0\n");
    write("sys/kernel/hostname", "box\n");
    write("sys/kernel/osrelease", "6.1.0\n");
    var machine = new Machine(proc, proc);
    machine.telemetry();
    write("stat", "cpu  200 0 100 750 150 0 0 0 0 0\n");

    var telemetry = machine.telemetry();

    assertThat(telemetry.getCpuUsedMillis()).isEqualTo(machine.cpuMillis() / 2);
    assertThat(telemetry.getMemoryTotalMib()).isEqualTo(2_048);
    assertThat(telemetry.getMemoryUsedMib()).isEqualTo(1_024);
    assertThat(telemetry.getLoad1()).isEqualTo(1.5);
    assertThat(telemetry.getUptimeSeconds()).isEqualTo(3_600);
    assertThat(telemetry.getAgentRssMib()).isEqualTo(100);
    assertThat(telemetry.getDiskTotalMib()).isPositive();
    assertThat(machine.facts("1").getHostname()).isEqualTo("box");
    assertThat(machine.facts("1").getKernel()).isEqualTo("6.1.0");
  }

  @Test
  void whatCannotBeReadIsNothingAndNoFailure() {
    var telemetry = new Machine(proc, proc).telemetry();

    assertThat(telemetry.getMemoryTotalMib()).isZero();
    assertThat(telemetry.getLoad1()).isZero();
  }

  @Test
  void traitsAreLowerCaseWords() {
    assertThat(Traits.parse(" public-ingress, trusted ,"))
        .containsExactly("public-ingress", "trusted");
    assertThat(Traits.together(List.of("linux", "docker"), List.of("docker", "a")))
        .containsExactly("a", "docker", "linux");
    assertThatThrownBy(() -> Traits.parse("Trusted")).hasMessageContaining("Trusted");
    assertThat(Machine.architecture("aarch64")).isEqualTo("arm64");
  }
}
