package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disks made and mounted ahead: {@code mkfs} and {@code mount} take 10 to 30 ms together, and a
 * rename nothing. They wait below {@code .ready}, of the few sizes that were asked for last.
 */
final class ReadyDisks {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyDisks.class);
  private static final int SIZES = 3;

  private final Path place;
  private final WorkspaceSettings settings;
  private final AtomicBoolean preparing = new AtomicBoolean();
  private final Lock making = new ReentrantLock();
  private final Map<Long, Integer> wanted = new LinkedHashMap<>();
  private volatile boolean released;
  private long made;

  /** Removes what an earlier agent left ready. */
  ReadyDisks(Path root, WorkspaceSettings settings) throws IOException {
    this.place = root.resolve(".ready");
    this.settings = settings;
    Files.createDirectories(place);
    deleteAll();
    want(settings.defaultMib());
  }

  /** Puts a mounted disk of this size where it is wanted, whole or not at all. */
  void take(LoopDisk target, long mib) throws IOException {
    want(mib);
    var ready = oneReady(mib);
    var disk = ready.isPresent() ? ready.get() : made("taken-", mib);
    Files.move(disk.directory(), target.directory(), StandardCopyOption.ATOMIC_MOVE);
    prepare(settings.prepareAfter());
  }

  /** Fills up what is ready, on a thread of its own and after so long. */
  void prepare(Duration after) {
    if (settings.prepared() > 0 && !released && preparing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("prepare-workspaces").start(() -> fillUp(after));
    }
  }

  /** Gives back what is ready; nothing is made ready from now on. */
  void release() throws IOException {
    released = true;
    making.lock();
    try {
      deleteAll();
    } finally {
      making.unlock();
    }
  }

  private void fillUp(Duration after) {
    try {
      Thread.sleep(after);
      for (var mib = missing(); mib.isPresent(); mib = missing()) {
        addOne(mib.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("no workspace prepared ahead");
    } finally {
      preparing.set(false);
    }
  }

  private void addOne(long mib) throws IOException {
    making.lock();
    try {
      if (!released) {
        var disk = made("new-", mib).directory();
        Files.move(
            disk, place.resolve(mib + "-" + disk.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      making.unlock();
    }
  }

  private LoopDisk made(String prefix, long mib) throws IOException {
    var disk = new LoopDisk(place.resolve(prefix + number()));
    try {
      disk.make(mib, settings.owner());
      return disk;
    } catch (IOException e) {
      disk.delete();
      throw e;
    }
  }

  private Optional<Long> missing() throws IOException {
    if (released) {
      return Optional.empty();
    }
    for (var mib : sizes()) {
      try (var disks = Files.list(place)) {
        if (disks.filter(disk -> isOf(disk, mib)).count() < settings.prepared()) {
          return Optional.of(mib);
        }
      }
    }
    return Optional.empty();
  }

  /** Two that provision at once must not both see it: it gets another name first. */
  private synchronized Optional<LoopDisk> oneReady(long mib) throws IOException {
    try (var disks = Files.list(place)) {
      var found = disks.filter(disk -> isOf(disk, mib)).findFirst();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      var taken = place.resolve("taken-" + number());
      return Optional.of(
          new LoopDisk(Files.move(found.get(), taken, StandardCopyOption.ATOMIC_MOVE)));
    }
  }

  private void deleteAll() throws IOException {
    try (var disks = Files.list(place)) {
      for (var disk : disks.toList()) {
        new LoopDisk(disk).delete();
      }
    }
  }

  private synchronized void want(long mib) {
    wanted.remove(mib);
    wanted.put(mib, settings.prepared());
    if (wanted.size() > SIZES) {
      wanted.remove(wanted.keySet().iterator().next());
    }
  }

  private synchronized List<Long> sizes() {
    return List.copyOf(wanted.keySet());
  }

  private synchronized long number() {
    return ++made;
  }

  private static boolean isOf(Path disk, long mib) {
    return String.valueOf(disk.getFileName()).startsWith(mib + "-");
  }
}
