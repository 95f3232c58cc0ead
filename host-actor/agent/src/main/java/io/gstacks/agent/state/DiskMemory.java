package io.gstacks.agent.state;

import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory on disk: everything in RAM, and every change in one ledger first, which is rewritten when
 * it has outgrown what it says.
 *
 * <p>Known limit: the fence of a sandbox is kept for ever, about 150 bytes of heap for each that
 * was ever here.
 */
public final class DiskMemory extends VolatileMemory {
  /** Reserved at once, so that a report costs no disk of its own. */
  private static final int REPORT_IDS = 1_000;

  private static final long REWRITE_BYTES = 4L << 20;

  private final AppendLog ledger;
  private long reservedReportIds;
  private long rewriteAt;

  private DiskMemory(AppendLog ledger) {
    this.ledger = ledger;
  }

  public static DiskMemory open(Path home) throws IOException {
    Files.createDirectories(home);
    var memory = new DiskMemory(new AppendLog(home.resolve("ledger")));
    memory.replay();
    return memory;
  }

  private synchronized void replay() throws IOException {
    for (var bytes : ledger.read()) {
      apply(Entry.decode(bytes));
    }
    startReportIdsAt(reservedReportIds);
    compact();
  }

  private void apply(Entry entry) throws IOException {
    switch (entry) {
      case Entry.Fenced(var sandbox, var fence) -> super.fence(sandbox, fence);
      case Entry.Kept(var result) -> super.keep(result);
      case Entry.Forgot(var command) -> super.forget(command);
      case Entry.ReportIds(var upTo) -> reservedReportIds = upTo;
      case Entry.Saw(var workload) -> super.saw(workload);
      case Entry.LostSight(var container) -> super.lostSightOf(container);
    }
  }

  private void compact() throws IOException {
    ledger.rewrite(() ->
        entries().stream()
            .map(entry -> entry instanceof Entry.ReportIds ? reserved() : entry)
            .map(Entry::encode)
            .iterator());
    rewriteAt = ledger.size() + REWRITE_BYTES;
  }

  private Entry reserved() {
    return new Entry.ReportIds(reservedReportIds);
  }

  private void write(Entry entry, boolean force) throws IOException {
    ledger.append(entry.encode(), force);
    apply(entry);
    if (ledger.size() > rewriteAt) {
      compact();
    }
  }

  @Override
  public synchronized void fence(String sandboxId, Fence fence) throws IOException {
    if (!fence(sandboxId).equals(fence)) {
      write(new Entry.Fenced(sandboxId, fence), true);
    }
  }

  @Override
  public synchronized void keep(WorkResult result) throws IOException {
    write(new Entry.Kept(result), true);
  }

  @Override
  public synchronized void forget(String commandId) throws IOException {
    if (result(commandId).isPresent()) {
      write(new Entry.Forgot(commandId), false);
    }
  }

  @Override
  public synchronized long nextReportId() throws IOException {
    var next = super.nextReportId();
    if (next > reservedReportIds) {
      write(new Entry.ReportIds(next + REPORT_IDS), true);
    }
    return next;
  }

  @Override
  public synchronized void saw(Workload workload) throws IOException {
    if (!sighting(workload.getContainer()).filter(workload::equals).isPresent()) {
      write(new Entry.Saw(workload), false);
    }
  }

  @Override
  public synchronized void lostSightOf(String container) throws IOException {
    if (sighting(container).isPresent()) {
      write(new Entry.LostSight(container), false);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    ledger.close();
  }
}
