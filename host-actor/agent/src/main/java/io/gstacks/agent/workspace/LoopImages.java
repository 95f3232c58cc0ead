package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sparse ext4 images, some of them ahead: {@code mkfs} takes 5 to 15 ms, and a rename
 * nothing. Ready ones wait below {@code .ready}, of the few sizes that were asked for last.
 */
final class LoopImages {
  /** Below this, ext4 has no room for itself. */
  static final long LEAST_MIB = 8;

  private static final Logger LOG = LoggerFactory.getLogger(LoopImages.class);
  private static final long JOURNAL_FROM_MIB = 64;
  private static final int SIZES = 3;

  private final Path ready;
  private final WorkspaceSettings settings;
  private final AtomicBoolean preparing = new AtomicBoolean();
  private final Map<Long, Integer> wanted = new LinkedHashMap<>();
  private long made;

  LoopImages(Path root, WorkspaceSettings settings) throws IOException {
    this.ready = root.resolve(".ready");
    this.settings = settings;
    Files.createDirectories(ready);
    try (var left = Files.list(ready)) { // half made, perhaps, when the last agent was killed
      for (var image : left.toList()) {
        Files.delete(image);
      }
    }
    want(settings.defaultMib());
  }

  /** Puts an image of this size where it is wanted, whole or not at all. */
  void place(Path image, long mib) throws IOException {
    want(mib);
    var prepared = oneReady(mib);
    if (prepared.isPresent()) {
      Files.move(prepared.get(), image, StandardCopyOption.ATOMIC_MOVE);
    } else {
      var temporary = image.resolveSibling("image.new");
      make(temporary, mib);
      Files.move(temporary, image, StandardCopyOption.ATOMIC_MOVE);
    }
    prepareSoon();
  }

  /** Fills up what is ready, on a thread of its own. */
  void prepareSoon() {
    if (settings.prepared() > 0 && preparing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("prepare-workspaces").start(this::prepare);
    }
  }

  private void prepare() {
    try {
      for (var missing = missing(); missing.isPresent(); missing = missing()) {
        var image = ready.resolve(missing.get() + "-" + number() + ".ext4");
        var temporary = image.resolveSibling(image.getFileName() + ".new");
        make(temporary, missing.get());
        Files.move(temporary, image, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("no workspace prepared ahead");
    } finally {
      preparing.set(false);
    }
  }

  private Optional<Long> missing() throws IOException {
    for (var mib : sizes()) {
      try (var images = Files.list(ready)) {
        var prefix = mib + "-";
        if (images.filter(image -> name(image).startsWith(prefix)).count() < settings.prepared()) {
          return Optional.of(mib);
        }
      }
    }
    return Optional.empty();
  }

  private synchronized Optional<Path> oneReady(long mib) throws IOException {
    try (var images = Files.list(ready)) {
      var found =
          images
              .filter(image -> name(image).startsWith(mib + "-") && name(image).endsWith(".ext4"))
              .findFirst();
      if (found.isEmpty()) {
        return found;
      }
      // Two that provision at once must not both see it.
      var taken = found.get().resolveSibling("taken-" + number());
      return Optional.of(Files.move(found.get(), taken, StandardCopyOption.ATOMIC_MOVE));
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

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** A sparse file with a file system whose root belongs to the sandbox's user. */
  private void make(Path image, long mib) throws IOException {
    Files.deleteIfExists(image);
    try (var file =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1), (mib << 20) - 1);
    }
    var owner = settings.owner() + ":" + settings.owner();
    var options = "lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=" + owner;
    if (mib < JOURNAL_FROM_MIB) {
      Command.run(
          "mkfs.ext4",
          "-q",
          "-F",
          "-m",
          "0",
          "-O",
          "^has_journal",
          "-E",
          options,
          image.toString());
    } else {
      Command.run(
          "mkfs.ext4", "-q", "-F", "-m", "0", "-J", "size=4", "-E", options, image.toString());
    }
  }
}
