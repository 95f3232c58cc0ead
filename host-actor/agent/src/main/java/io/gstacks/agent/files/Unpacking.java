package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import io.gstacks.agent.protocol.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Unpacks a tar stream into a directory of a sandbox. Every entry is reached from that directory
 * without following any link, be it of the sandbox or of the tar itself; what has an entry's name
 * and is no directory gives way to it.
 */
final class Unpacking {
  private static final long DIRECTORY = Openat2.O_PATH | Openat2.O_DIRECTORY;
  private static final long NEW_FILE =
      Openat2.O_WRONLY | Openat2.O_CREAT | Openat2.O_EXCL | Openat2.O_NONBLOCK;
  private static final int USUAL_DIRECTORY = 0755;

  private final SandboxRoot root;
  private final FilesSettings settings;

  Unpacking(SandboxRoot root) {
    this.root = root;
    this.settings = root.settings();
  }

  FileEntry unpack(SandboxPath path, InputStream in) throws IOException {
    new Directories(root).make(path);
    try (var target = root.directory(path)) {
      var tar = new TarReader(in);
      long count = 0;
      for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
        if (++count > settings.treeEntries()) {
          throw new FilesException(
              Code.TOO_MANY_FILES, "the tar has more entries than " + settings.treeEntries());
        }
        take(target, entry.get(), tar);
      }
      return Entries.of(path.name(), target);
    }
  }

  private void take(Descriptor target, TarHeader entry, TarReader tar) throws IOException {
    TarRules.check(entry);
    var parts = TarRules.parts(entry.name(), settings.treeDepth());
    if (parts.isEmpty()) {
      return; // the directory itself, which is there
    }
    try (var parent = reached(target, parts.subList(0, parts.size() - 1))) {
      var name = parts.getLast();
      switch (entry.type()) {
        case TarHeader.DIRECTORY -> directory(parent, name, entry.mode());
        case TarHeader.LINK -> link(parent, name, TarRules.target(entry.name(), entry.link()));
        default -> file(parent, name, entry, tar); // the rules let nothing else through
      }
    }
  }

  /** Directories that are missing are made: a tar need not name them. */
  private Descriptor reached(Descriptor target, List<String> parts) throws IOException {
    var reached = step(target, ".");
    for (var part : parts) {
      try (var before = reached) {
        ensured(before, part, USUAL_DIRECTORY);
        reached = step(before, part);
      }
    }
    return reached;
  }

  private Descriptor step(Descriptor from, String name) {
    return from.withoutLinks(name, DIRECTORY, 0, settings.resolveAgain());
  }

  private void ensured(Descriptor parent, String name, int mode) throws IOException {
    try {
      Directories.make(parent, name, mode, root);
    } catch (FileAlreadyExistsException _) {
      // whether it is a directory, the next step tells
    }
  }

  private void directory(Descriptor parent, String name, int mode) throws IOException {
    ensured(parent, name, mode);
    try (var made = step(parent, name)) {
      FileBytes.allow(made.path(), mode);
    }
  }

  private void link(Descriptor parent, String name, String target) throws IOException {
    vacate(parent, name);
    var link = parent.child(name);
    Files.createSymbolicLink(link, Path.of(target));
    root.owner().takeLink(link);
  }

  private void file(Descriptor parent, String name, TarHeader entry, TarReader tar)
      throws IOException {
    vacate(parent, name);
    try (var file = parent.withoutLinks(name, NEW_FILE, 0600, settings.resolveAgain())) {
      root.owner().take(file);
      try (var channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
        FileBytes.fill(channel, tar.content());
      }
      FileBytes.allow(file.path(), entry.mode());
      Files.setLastModifiedTime(
          file.path(), FileTime.from(entry.modifiedSeconds(), TimeUnit.SECONDS));
    }
  }

  /** A directory that holds something stays, and is in the way. */
  private static void vacate(Descriptor parent, String name) throws IOException {
    Files.deleteIfExists(parent.child(name));
  }
}
