package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import io.gstacks.agent.protocol.FileEvent;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches a directory of a sandbox with inotify, until its service is closed or the directory is
 * gone. A directory is registered by its descriptor, so it is watched itself and not whatever has
 * its name later; new directories are watched as they come.
 */
final class Watching {
  private static final long LOOK_MILLIS = 1_000;
  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_MODIFY,
    StandardWatchEventKinds.ENTRY_DELETE
  };

  private final SandboxRoot root;
  private final FilesSettings settings;
  private final boolean recursive;
  private final WatchService service;
  private final Map<WatchKey, String> watched = new HashMap<>();
  private final WatchRules rules;

  private Watching(SandboxRoot root, boolean recursive, WatchService service) {
    this.root = root;
    this.settings = root.settings();
    this.recursive = recursive;
    this.service = service;
    this.rules = new WatchRules(settings.watching().batch());
  }

  /** {@code opened} gets what ends it when it is closed. */
  static void watch(
      SandboxRoot root,
      SandboxPath path,
      boolean recursive,
      Consumer<WatchService> opened,
      WatchListener listener)
      throws IOException {
    try (var service = FileSystems.getDefault().newWatchService()) {
      opened.accept(service);
      new Watching(root, recursive, service).watch(path, listener);
    } catch (ClosedWatchServiceException _) {
      // nobody listens any more
    }
  }

  private void watch(SandboxPath path, WatchListener listener) throws IOException {
    try (var directory = root.directory(path)) {
      add(directory, "", 1, false);
      listener.begun(Entries.of(path.name(), directory));
      while (!watched.isEmpty()) {
        await(directory);
        collect(directory);
        for (var event : rules.told()) {
          listener.happened(event);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A sandbox that stops says nothing, and we would keep its disk in use. */
  private void await(Descriptor top) throws InterruptedException {
    var key = service.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    while (key == null) {
      root.checkRunning();
      key = service.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    take(key, top);
  }

  /** What else comes before the pace is over is told together with it. */
  private void collect(Descriptor top) throws InterruptedException {
    long end = System.nanoTime() + settings.watching().pace().toNanos();
    for (var left = Duration.ofNanos(end - System.nanoTime());
        left.isPositive();
        left = Duration.ofNanos(end - System.nanoTime())) {
      var key = service.poll(left.toNanos(), TimeUnit.NANOSECONDS);
      if (key != null) {
        take(key, top);
      }
    }
  }

  private void take(WatchKey key, Descriptor top) {
    var prefix = watched.getOrDefault(key, "");
    for (var event : key.pollEvents()) {
      if (event.context() instanceof Path name) {
        var path = prefix + name;
        rules.add(kind(event), path);
        follow(event.kind(), path, top);
      } else {
        rules.add(FileEvent.Kind.OVERFLOW, "");
      }
    }
    if (!key.reset()) {
      watched.remove(key);
    }
  }

  /** A new directory is watched too; one that has gone from its place is not, wherever it is. */
  private void follow(WatchEvent.Kind<?> kind, String path, Descriptor top) {
    if (!recursive) {
      return;
    }
    if (kind.equals(StandardWatchEventKinds.ENTRY_DELETE)) {
      watched.entrySet().removeIf(entry -> gone(entry, path + "/"));
    } else if (kind.equals(StandardWatchEventKinds.ENTRY_CREATE)) {
      try (var directory =
          top.withoutLinks(
              path, Openat2.O_PATH | Openat2.O_DIRECTORY, 0, settings.resolveAgain())) {
        add(directory, path + "/", 1 + depth(path), true);
      } catch (IOException | FilesException _) {
        // no directory, or gone again: nothing to watch
      }
    }
  }

  private static boolean gone(Map.Entry<WatchKey, String> entry, String prefix) {
    if (!entry.getValue().startsWith(prefix)) {
      return false;
    }
    entry.getKey().cancel();
    return true;
  }

  private static int depth(String path) {
    return 1 + (int) path.chars().filter(letter -> letter == '/').count();
  }

  /** {@code tell}: what is in it came with it, before it was watched. */
  private void add(Descriptor directory, String prefix, int depth, boolean tell)
      throws IOException {
    if (watched.size() >= settings.watching().directories() || depth > settings.treeDepth()) {
      if (depth == 1) {
        throw new FilesException(Code.TOO_MANY_FILES, "there are too many directories to watch");
      }
      rules.add(FileEvent.Kind.OVERFLOW, "");
      return;
    }
    watched.put(directory.path().register(service, KINDS), prefix);
    if (recursive) {
      addBelow(directory, prefix, depth, tell);
    }
  }

  private void addBelow(Descriptor directory, String prefix, int depth, boolean tell)
      throws IOException {
    try (var stream = Files.newDirectoryStream(directory.path())) {
      for (var path : stream) {
        var name = path.getFileName();
        if (tell) {
          rules.add(FileEvent.Kind.CREATED, prefix + name);
        }
        try (var below = directory.directory(name, settings.resolveAgain())) {
          add(below, prefix + name + "/", depth + 1, tell);
        } catch (FilesException _) {
          // no directory, or gone
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static FileEvent.Kind kind(WatchEvent<?> event) {
    if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE)) {
      return FileEvent.Kind.CREATED;
    }
    return event.kind().equals(StandardWatchEventKinds.ENTRY_DELETE)
        ? FileEvent.Kind.REMOVED
        : FileEvent.Kind.MODIFIED;
  }
}
