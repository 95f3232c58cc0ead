package io.gstacks.agent.files;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The device numbers, as {@code stat(2)} tells them, of the file systems in a sandbox that are no
 * place for files. The agent is root to them: {@code /proc/kmsg} is the host's log, {@code
 * /proc/PID/mem} another's memory.
 */
record KernelDevices(Set<Long> numbers) {
  static final KernelDevices NONE = new KernelDevices(Set.of());

  private static final Set<String> TYPES =
      Set.of(
          "autofs",
          "binfmt_misc",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devpts",
          "efivarfs",
          "fusectl",
          "mqueue",
          "nsfs",
          "proc",
          "pstore",
          "rpc_pipefs",
          "securityfs",
          "selinuxfs",
          "sysfs",
          "tracefs");

  KernelDevices {
    numbers = Set.copyOf(numbers);
  }

  boolean contains(long device) {
    return numbers.contains(device);
  }

  /**
   * Reads {@code /proc/PID/mountinfo}: {@code 36 35 0:51 / /proc rw,nosuid - proc proc rw}. Its
   * third word is the device, the word behind the lone dash the type.
   */
  static KernelDevices of(List<String> mountinfo) {
    var numbers = new HashSet<Long>();
    for (var line : mountinfo) {
      var words = line.split(" ", -1);
      var dash = List.of(words).indexOf("-");
      if (dash >= 0 && dash + 1 < words.length && TYPES.contains(words[dash + 1])) {
        numbers.add(device(words[2]));
      }
    }
    return new KernelDevices(numbers);
  }

  /** As glibc's {@code makedev} packs them: the low bits of both first. */
  private static long device(String text) {
    var colon = text.indexOf(':');
    long major = Long.parseLong(text.substring(0, colon));
    long minor = Long.parseLong(text.substring(colon + 1));
    return (minor & 0xff)
        | ((major & 0xfff) << 8)
        | ((minor & ~0xffL) << 12)
        | ((major & ~0xfffL) << 32);
  }
}
