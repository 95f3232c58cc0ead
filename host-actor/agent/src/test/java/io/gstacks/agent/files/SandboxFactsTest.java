package io.gstacks.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel tells of a sandbox's main process. */
class SandboxFactsTest {
  @Test
  void theOwnerIsWhoRuns() {
    var status = List.of("Name:\tsleep", "Uid:\t1000\t1001\t1000\t1000", "Gid:\t5\t6\t5\t5");

    assertThat(Owner.of(status)).isEqualTo(new Owner(1001, 6));
  }

  @Test
  void theKernelsOwnFileSystemsAreKnownByTheirDevices() {
    var devices =
        KernelDevices.of(
            List.of(
                "617 412 0:52 / / ro,relatime master:1 - overlay overlay ro",
                "618 617 0:55 / /proc rw,nosuid - proc proc rw",
                "619 617 0:300 / /sys ro - sysfs sysfs ro",
                "620 617 7:3 / /home/sandbox rw,nosuid,nodev - ext4 /dev/loop3 rw"));

    assertThat(devices.contains(55)).isTrue();
    assertThat(devices.contains(0x10002c)).isTrue(); // minor 300 has a high part
    assertThat(devices.contains(52)).isFalse();
    assertThat(devices.contains(0x703)).isFalse();
  }
}
