package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import io.gstacks.agent.protocol.FileEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Walks whole directories: to remove them, or to send them as a tar. Each directory is opened by
 * its name in the one before it, never through a link, and bounds hold for both directions.
 */
final class Trees {
  private static final int PIECE = 32 * 1024;

  private final SandboxRoot root;
  private long entries;

  Trees(SandboxRoot root) {
    this.root = root;
  }

  private interface Step {
    void take(Path name) throws IOException;
  }

  private void each(Descriptor directory, Step step) throws IOException {
    try (var stream = Files.newDirectoryStream(directory.path())) {
      for (var path : stream) {
        if (++entries > root.settings().treeEntries()) {
          throw new FilesException(
              Code.TOO_MANY_FILES, "there are more than " + root.settings().treeEntries());
        }
        try {
          step.take(path.getFileName());
        } catch (NoSuchFileException _) {
          // removed since it was listed
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private Descriptor below(Descriptor directory, Path name, int depth) {
    if (depth > root.settings().treeDepth()) {
      throw new FilesException(
          Code.TOO_DEEP, "directories lie deeper than " + root.settings().treeDepth());
    }
    return directory.directory(name, root.settings().resolveAgain());
  }

  void remove(SandboxPath path, boolean recursive) throws IOException {
    try (var parent = root.parent(path)) {
      var name = Path.of(path.name());
      if (recursive) {
        remove(parent, name, 1);
      } else {
        Files.delete(parent.child(name));
      }
    }
  }

  private void remove(Descriptor parent, Path name, int depth) throws IOException {
    try {
      Files.delete(parent.child(name));
    } catch (DirectoryNotEmptyException _) {
      try (var directory = below(parent, name, depth)) {
        each(directory, within -> remove(directory, within, depth + 1));
      }
      Files.delete(parent.child(name));
    }
  }

  void download(SandboxPath path, Consumer<FileEntry> told, OutputStream into) throws IOException {
    try (var directory = root.directory(path)) {
      told.accept(Entries.of(path.name(), directory));
      var tar = new TarWriter(into);
      each(directory, name -> add(directory, name, "", 1, tar, into));
      tar.end();
    }
  }

  /** FIFOs, sockets and devices are left out, and what is no place for files. */
  private void add(
      Descriptor parent, Path name, String prefix, int depth, TarWriter tar, OutputStream into)
      throws IOException {
    var found = parent.attributes(name);
    var shown = prefix + name;
    switch (found.type()) {
      case DIRECTORY -> {
        if (!parent.refuses(found)) {
          tar.begin(header(shown + "/", found, 0, TarHeader.DIRECTORY, ""));
          try (var directory = below(parent, name, depth)) {
            each(directory, within -> add(directory, within, shown + "/", depth + 1, tar, into));
          }
        }
      }
      case FILE -> file(parent, name, shown, tar, into);
      case LINK -> {
        var target = Files.readSymbolicLink(parent.child(name)).toString();
        tar.begin(header(shown, found, 0, TarHeader.LINK, target));
      }
      case OTHER, UNRECOGNIZED -> {}
    }
  }

  private void file(Descriptor parent, Path name, String shown, TarWriter tar, OutputStream into)
      throws IOException {
    try (var file = parent.file(name, root.settings().resolveAgain())) {
      FileBytes.regular(shown, file);
      var found = file.attributes();
      tar.begin(header(shown, found, found.size(), TarHeader.FILE, ""));
      try (var channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
        var copied = FileBytes.copy(channel, found.size(), into);
        zeros(found.size() - copied, into); // it has become shorter, and its size is said
      }
      tar.pad(found.size());
    } catch (FilesException e) {
      if (e.code() != Code.FILE_NOT_FOUND) {
        throw e;
      }
    }
  }

  private static void zeros(long count, OutputStream into) throws IOException {
    var piece = new byte[PIECE];
    for (long left = count; left > 0; left -= PIECE) {
      into.write(piece, 0, (int) Math.min(PIECE, left));
    }
  }

  private static TarHeader header(
      String name, Attributes found, long size, char type, String link) {
    return new TarHeader(
        name, found.permissions(), size, found.modified().toMillis() / 1_000, type, link);
  }
}
