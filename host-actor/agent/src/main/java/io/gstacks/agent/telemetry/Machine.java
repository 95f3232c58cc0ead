package io.gstacks.agent.telemetry;

import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.protocol.Telemetry;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine as the kernel tells it. What cannot be read is 0: telemetry never stops a heartbeat.
 */
public final class Machine {
  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);
  private static final long MIB = 1L << 20;
  private static final int KIB_PER_MIB = 1_024;
  private static final int PAGE_KIB = 4;
  private static final int LONGEST = 256;

  private final Path proc;
  private final Path home;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private CpuTime before = CpuTime.NONE;

  /** The processor's time since boot, in ticks. */
  private record CpuTime(long busy, long total) {
    static final CpuTime NONE = new CpuTime(0, 0);

    /** The line {@code cpu user nice system idle iowait irq softirq steal ...}. */
    static CpuTime parse(String stat) {
      var fields = stat.lines().findFirst().orElse("cpu").trim().split("\\s+", -1);
      long total = 0;
      for (int i = 1; i < Math.min(fields.length, 9); i++) {
        total += Long.parseLong(fields[i]);
      }
      var idle = fields.length > 5 ? Long.parseLong(fields[4]) + Long.parseLong(fields[5]) : total;
      return new CpuTime(total - idle, total);
    }

    int millisSince(CpuTime before, int processors) {
      var ticks = total - before.total;
      return ticks <= 0 ? 0 : (int) ((busy - before.busy) * 1_000 * processors / ticks);
    }
  }

  public Machine(Path proc, Path home) {
    this.proc = proc;
    this.home = home;
  }

  public Facts facts(String agentVersion) {
    return Facts.newBuilder()
        .setHostname(text("sys/kernel/hostname"))
        .setAgentVersion(agentVersion)
        .setOs("linux")
        .setArchitecture(architecture(System.getProperty("os.arch", "")))
        .setKernel(text("sys/kernel/osrelease"))
        .build();
  }

  /** The word that placement uses; Java says {@code aarch64} where everybody says {@code arm64}. */
  static String architecture(String java) {
    return switch (java) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> java;
    };
  }

  public int cpuMillis() {
    return processors * 1_000;
  }

  public int memoryMib() {
    return (int) (memory().getOrDefault("MemTotal", 0L) / KIB_PER_MIB);
  }

  /** What sandboxes may hold together: what is free, less the agent's part, and what they hold. */
  public int diskMib(int reservePercent, long heldBytes) {
    return disk()
        .map(store -> usable(store, reservePercent) + heldBytes)
        .map(bytes -> (int) Math.min(Integer.MAX_VALUE, Math.max(0, bytes) / MIB))
        .orElse(0);
  }

  private static long usable(FileStore store, int reservePercent) {
    try {
      return store.getUsableSpace() - store.getTotalSpace() / 100 * reservePercent;
    } catch (IOException e) {
      return 0;
    }
  }

  /** All that a heartbeat tells, but the numbers of containers. */
  public synchronized Telemetry.Builder telemetry() {
    var cpu = CpuTime.parse(text("stat"));
    var memory = memory();
    var total = memory.getOrDefault("MemTotal", 0L);
    var telemetry =
        Telemetry.newBuilder()
            .setCpuUsedMillis(cpu.millisSince(before, processors))
            .setMemoryTotalMib((int) (total / KIB_PER_MIB))
            .setMemoryUsedMib(
                (int) ((total - memory.getOrDefault("MemAvailable", total)) / KIB_PER_MIB))
            .setLoad1(number(text("loadavg")))
            .setUptimeSeconds((long) number(text("uptime")))
            .setAgentRssMib(rssPages() * PAGE_KIB / KIB_PER_MIB);
    before = cpu;
    disk().ifPresent(store -> setDisk(telemetry, store));
    return telemetry;
  }

  private static void setDisk(Telemetry.Builder telemetry, FileStore store) {
    try {
      var total = store.getTotalSpace();
      telemetry.setDiskTotalMib((int) (total / MIB));
      telemetry.setDiskUsedMib((int) ((total - store.getUnallocatedSpace()) / MIB));
    } catch (IOException e) {
      LOG.debug("the disk cannot be read", e);
    }
  }

  private Optional<FileStore> disk() {
    try {
      return Optional.of(Files.getFileStore(home));
    } catch (IOException e) {
      LOG.debug("the disk cannot be read", e);
      return Optional.empty();
    }
  }

  /** In KiB. */
  private Map<String, Long> memory() {
    return text("meminfo")
        .lines()
        .map(line -> line.split("[:\\s]+", -1))
        .filter(fields -> fields.length > 1)
        .collect(
            Collectors.toMap(
                fields -> fields[0], fields -> Long.parseLong(fields[1]), (one, _) -> one));
  }

  private long rssPages() {
    var fields = text("self/statm").split(" ", 3);
    return fields.length < 2 ? 0 : Long.parseLong(fields[1]);
  }

  private static double number(String text) {
    return text.isEmpty() ? 0 : Double.parseDouble(text.split(" ", 2)[0]);
  }

  private String text(String file) {
    try {
      var text = Files.readString(proc.resolve(file)).strip();
      return file.startsWith("sys/") && text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return "";
    }
  }
}
