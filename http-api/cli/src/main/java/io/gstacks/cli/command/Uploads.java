package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Files here as bodies of requests, read while they are sent. */
final class Uploads {
  private static final int PIPE = 1 << 16;

  private Uploads() {}

  static Call.Content file(Path path, Transfer transfer) throws IOException {
    var bytes =
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> opened(path, transfer)),
            Math.max(1, Files.size(path)));
    return new Call.Content(
        "application/octet-stream", Files.size(path) == 0 ? BodyPublishers.noBody() : bytes);
  }

  private static InputStream opened(Path path, Transfer transfer) {
    try {
      return transfer.counted(Files.newInputStream(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Call.Content tree(Path directory, Transfer transfer) {
    return new Call.Content(
        "application/x-tar",
        BodyPublishers.ofInputStream(() -> transfer.counted(packed(directory))));
  }

  /** A tar that could not be made to its end breaks the upload off: half a tree is no tree. */
  private static InputStream packed(Path directory) {
    var in = new PipedInputStream(PIPE);
    var out = connected(in);
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(() -> {
          try (out) {
            LocalTree.pack(directory, out);
            done.complete(null);
          } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count < 0) {
          check(done);
        }
        return count;
      }
    };
  }

  private static PipedOutputStream connected(PipedInputStream in) {
    try {
      return new PipedOutputStream(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a new pipe is free
    }
  }

  private static void check(CompletableFuture<Void> done) throws IOException {
    try {
      done.join();
    } catch (CompletionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  /** A copy that broke off leaves nothing behind. */
  static void save(InputStream in, Path target) throws IOException {
    var draft = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
