package io.gstacks.agent.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.gstacks.agent.files.FilesException.Code;
import io.gstacks.agent.protocol.FileEntries;
import io.gstacks.agent.protocol.FileEntry;
import io.gstacks.agent.protocol.Files.Download;
import io.gstacks.agent.protocol.Files.List;
import io.gstacks.agent.protocol.Files.MakeDirectory;
import io.gstacks.agent.protocol.Files.Move;
import io.gstacks.agent.protocol.Files.Read;
import io.gstacks.agent.protocol.Files.Remove;
import io.gstacks.agent.protocol.Files.Stat;
import io.gstacks.agent.protocol.Files.Upload;
import io.gstacks.agent.protocol.Files.Watch;
import io.gstacks.agent.protocol.Files.Write;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.util.function.Consumer;

/**
 * The operations of the contract on one sandbox's files. What goes wrong in the sandbox is a {@link
 * FilesException}; what goes wrong with the streams that are given to them passes as it is.
 */
public final class SandboxFiles {
  private final SandboxRoot root;

  public SandboxFiles(SandboxRoot root) {
    this.root = root;
  }

  /** Work in the sandbox, with the errors that the JDK has for it. */
  private interface Work<T> {
    T run() throws IOException;
  }

  public void read(Read order, Consumer<FileEntry> told, OutputStream into) throws IOException {
    asked(() -> {
      new FileBytes(root).read(order, told, into);
      return order;
    });
  }

  public FileEntry write(Write order, InputStream from) throws IOException {
    return asked(() -> new FileBytes(root).write(order, from));
  }

  public FileEntry stat(Stat order) throws IOException {
    return asked(() -> stat(SandboxPath.of(order.getPath())));
  }

  public void list(List order, Consumer<FileEntries> told) throws IOException {
    asked(() -> {
      new Directories(root).list(order, told);
      return order;
    });
  }

  public FileEntry make(MakeDirectory order) throws IOException {
    return asked(() -> new Directories(root).make(order));
  }

  public FileEntry move(Move order) throws IOException {
    return asked(() -> {
      var to = SandboxPath.of(order.getTo()).named();
      var from = SandboxPath.of(order.getFrom()).named();
      try (var source = root.parent(from);
          var target = root.parent(to)) {
        if (!order.getOverwrite() && Files.exists(target.child(to.name()), NOFOLLOW_LINKS)) {
          throw new FilesException(Code.FILE_EXISTS, "the file exists");
        }
        // Atomic, so that the JDK never copies: a copy of its own would follow links of the host.
        Files.move(source.child(from.name()), target.child(to.name()), ATOMIC_MOVE);
        return Entries.of(target, Path.of(to.name()));
      }
    });
  }

  public void remove(Remove order) throws IOException {
    asked(() -> {
      new Trees(root).remove(SandboxPath.of(order.getPath()), order.getRecursive());
      return order;
    });
  }

  /** A tar stream of what is below a directory. */
  public void download(Download order, Consumer<FileEntry> told, OutputStream into)
      throws IOException {
    asked(() -> {
      new Trees(root).download(SandboxPath.of(order.getPath()), told, into);
      return order;
    });
  }

  public FileEntry upload(Upload order, InputStream from) throws IOException {
    return asked(() -> new Unpacking(root).unpack(SandboxPath.of(order.getPath()), from));
  }

  /** Until {@code opened}'s service is closed, or the directory is gone. */
  public void watch(Watch order, Consumer<WatchService> opened, WatchListener listener)
      throws IOException {
    asked(() -> {
      var path = SandboxPath.of(order.getPath());
      Watching.watch(root, path, order.getRecursive(), opened, listener);
      return order;
    });
  }

  private FileEntry stat(SandboxPath path) throws IOException {
    if (!path.isNamed()) {
      try (var directory = root.directory(path)) {
        return Entries.of(path.name(), directory);
      }
    }
    try (var parent = root.parent(path)) {
      return Entries.of(parent, Path.of(path.name()));
    }
  }

  private static <T> T asked(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (LineException e) {
      throw e;
    } catch (IOException e) {
      throw Errors.of(e);
    } catch (java.nio.file.InvalidPathException e) {
      throw new FilesException(Code.INVALID, "the path is not text of this agent's locale", e);
    }
  }
}
