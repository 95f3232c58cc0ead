package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import io.gstacks.agent.protocol.FileEntries;
import io.gstacks.agent.protocol.FileEntry;
import io.gstacks.agent.protocol.Files.List;
import io.gstacks.agent.protocol.Files.MakeDirectory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Lists and makes directories. */
final class Directories {
  private static final int USUAL_MODE = 0755;

  /** Of one answer, so that it stays small beside the pieces of files. */
  private static final int ANSWER_BYTES = 24 * 1024;

  private final SandboxRoot root;

  Directories(SandboxRoot root) {
    this.root = root;
  }

  /**
   * The first names behind the one given, in their order. All names are looked at and no more than
   * a page of them is held, for a directory may have millions.
   */
  void list(List order, Consumer<FileEntries> told) throws IOException {
    var most = root.settings().page();
    var limit = order.getLimit() <= 0 ? most : Math.min(order.getLimit(), most);
    try (var directory = root.directory(SandboxPath.of(order.getPath()))) {
      var names = first(directory, order.getAfter(), limit + 1);
      var entries = FileEntries.newBuilder();
      int bytes = 0;
      for (var name : names.subList(0, Math.min(limit, names.size()))) {
        var entry = entry(directory, name);
        entries.addAllEntries(entry);
        bytes += entry.stream().mapToInt(FileEntry::getSerializedSize).sum();
        if (bytes > ANSWER_BYTES) {
          told.accept(entries.build());
          entries.clear();
          bytes = 0;
        }
      }
      told.accept(entries.setMore(names.size() > limit).build());
    }
  }

  /** None where it was removed since it was listed. */
  private static java.util.List<FileEntry> entry(Descriptor directory, Path name)
      throws IOException {
    try {
      return java.util.List.of(Entries.of(directory, name));
    } catch (NoSuchFileException _) {
      return java.util.List.of();
    }
  }

  private static java.util.List<Path> first(Descriptor directory, String after, int count)
      throws IOException {
    var greatest =
        new PriorityQueue<Path>(
            java.util.Comparator.<Path, String>comparing(Path::toString).reversed());
    try (var stream = Files.newDirectoryStream(directory.path())) {
      for (var path : stream) {
        var name = path.getFileName();
        if (name.toString().compareTo(after) > 0) {
          greatest.add(name);
          if (greatest.size() > count) {
            greatest.remove();
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    var names = new ArrayList<>(greatest);
    names.sort(java.util.Comparator.comparing(Path::toString));
    return names;
  }

  FileEntry make(MakeDirectory order) throws IOException {
    var path = SandboxPath.of(order.getPath());
    var mode = FileBytes.mode(order.getMode(), USUAL_MODE);
    if (order.getParents()) {
      make(path);
    } else {
      make(path.named(), mode);
    }
    try (var made = root.directory(path)) {
      return Entries.of(path.name(), made);
    }
  }

  /** With all that is missing on the way there. */
  void make(SandboxPath path) throws IOException {
    for (int count = 1; count <= path.components().size(); count++) {
      var step = path.first(count);
      if (!exists(step)) {
        try {
          make(step.named(), USUAL_MODE);
        } catch (FileAlreadyExistsException _) {
          // someone was faster; whether it is a directory, the next step tells
        }
      }
    }
    root.directory(path).close();
  }

  private boolean exists(SandboxPath path) {
    try (var _ = root.directory(path)) {
      return true;
    } catch (FilesException e) {
      if (e.code() == Code.FILE_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private void make(SandboxPath path, int mode) throws IOException {
    try (var parent = root.parent(path)) {
      make(parent, path.name(), mode, root);
    }
  }

  /** In a directory that is held. */
  static void make(Descriptor parent, String name, int mode, SandboxRoot root) throws IOException {
    Files.createDirectory(parent.child(name));
    try (var made = parent.directory(Path.of(name), root.settings().resolveAgain())) {
      root.owner().take(made);
      FileBytes.allow(made.path(), mode);
    }
  }
}
