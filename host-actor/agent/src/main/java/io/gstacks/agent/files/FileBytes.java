package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import io.gstacks.agent.protocol.FileEntry;
import io.gstacks.agent.protocol.Files.Read;
import io.gstacks.agent.protocol.Files.Write;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads and writes one file, piece by piece. Only what is a regular file is read or written: a FIFO
 * would hold us for ever, a device is driven by being opened.
 */
final class FileBytes {
  private static final int PIECE = 32 * 1024;
  private static final int USUAL_MODE = 0644;
  private static final int PERMISSIONS = 0777;

  private final SandboxRoot root;

  FileBytes(SandboxRoot root) {
    this.root = root;
  }

  /** Tells the entry first, then the bytes that were asked for, as far as they are there. */
  void read(Read order, Consumer<FileEntry> told, OutputStream into) throws IOException {
    var path = SandboxPath.of(order.getPath());
    try (var file = root.open(path, Openat2.O_RDONLY | Openat2.O_NONBLOCK)) {
      var entry = regular(path.name(), file);
      told.accept(entry);
      var from = order.getOffset() < 0 ? entry.getSize() + order.getOffset() : order.getOffset();
      var rest = Math.max(0, entry.getSize() - Math.max(0, from));
      var length = order.getLength() == 0 ? rest : Math.min(rest, order.getLength());
      try (var channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
        copy(channel.position(Math.max(0, from)), length, into);
      }
    }
  }

  /** Copies so many bytes, or fewer where the file has become shorter; answers how many. */
  static long copy(FileChannel from, long length, OutputStream into) throws IOException {
    var piece = ByteBuffer.allocate(PIECE);
    long left = length;
    while (left > 0) {
      piece.clear().limit((int) Math.min(PIECE, left));
      var count = from.read(piece);
      if (count < 0) {
        break;
      }
      into.write(piece.array(), 0, count);
      left -= count;
    }
    return length - left;
  }

  FileEntry write(Write order, InputStream from) throws IOException {
    var path = SandboxPath.of(order.getPath()).named();
    if (order.getParents()) {
      new Directories(root).make(path.parent());
    }
    try (var file = opened(path, mode(order.getMode(), USUAL_MODE))) {
      regular(path.name(), file);
      var how =
          order.getAppend() ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
      try (var channel = FileChannel.open(file.path(), StandardOpenOption.WRITE, how)) {
        fill(channel, from);
      }
      return Entries.of(path.name(), file);
    }
  }

  static void fill(FileChannel channel, InputStream from) throws IOException {
    var piece = new byte[PIECE];
    for (var count = from.read(piece); count >= 0; count = from.read(piece)) {
      var bytes = ByteBuffer.wrap(piece, 0, count);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * The file that is there, or a new one. They take turns while the sandbox plays with the name.
   */
  private Descriptor opened(SandboxPath path, int mode) throws IOException {
    var flags = Openat2.O_WRONLY | Openat2.O_NONBLOCK;
    for (int time = 0; time < root.settings().resolveAgain(); time++) {
      var found = trying(Code.FILE_NOT_FOUND, () -> root.open(path, flags));
      if (found.isPresent()) {
        return found.get();
      }
      var made = trying(Code.FILE_EXISTS, () -> root.create(path, flags, mode));
      if (made.isPresent()) {
        return own(made.get(), mode);
      }
    }
    throw new FilesException(Code.FILE_EXISTS, "it is a link that leads nowhere");
  }

  private interface Opening {
    Descriptor open();
  }

  private static Optional<Descriptor> trying(Code unless, Opening opening) {
    try {
      return Optional.of(opening.open());
    } catch (FilesException e) {
      if (e.code() != unless) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Descriptor own(Descriptor made, int mode) throws IOException {
    try {
      root.owner().take(made);
      allow(made.path(), mode); // our umask cut it
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  static void allow(Path made, int mode) throws IOException {
    Files.setAttribute(made, "unix:mode", mode);
  }

  /** Never more than permissions: no set-user-id comes in from outside. */
  static int mode(int asked, int usual) {
    if ((asked & ~PERMISSIONS) != 0) {
      throw new FilesException(Code.INVALID, "a mode is between 1 and 0777");
    }
    return asked == 0 ? usual : asked;
  }

  static FileEntry regular(String name, Descriptor opened) throws IOException {
    var entry = Entries.of(name, opened);
    return switch (entry.getType()) {
      case FILE -> entry;
      case DIRECTORY -> throw new FilesException(Code.IS_A_DIRECTORY, "it is a directory");
      case LINK, OTHER, UNRECOGNIZED ->
          throw new FilesException(Code.NOT_A_FILE, "it is neither a file nor a directory");
    };
  }
}
