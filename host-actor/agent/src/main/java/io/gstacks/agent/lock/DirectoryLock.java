package io.gstacks.agent.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a state directory for one agent. The kernel's lock on the file {@code lock} is what counts
 * (it goes with its process, however that ends); the text inside says who holds it. The file is
 * never deleted: two agents could then hold a lock each, on two files of one name.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_BYTES = 4_096;

  private final FileChannel file;
  private final FileLock lock;

  private DirectoryLock(FileChannel file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Takes the lock, or answers empty when another process has it. */
  public static Optional<DirectoryLock> take(Path home) throws IOException {
    var file = open(home);
    var lock = tryLock(file);
    if (lock == null) {
      file.close();
      return Optional.empty();
    }
    write(
        file,
        JSON.writeValueAsString(
            Map.of("pid", ProcessHandle.current().pid(), "since", Instant.now().toString())));
    return Optional.of(new DirectoryLock(file, lock));
  }

  public static LockStatus status(Path home) throws IOException {
    if (!Files.exists(home.resolve("lock"))) {
      return new LockStatus.Free();
    }
    try (var file = open(home);
        var lock = tryLock(file)) {
      var holder = read(file);
      return lock == null
          ? new LockStatus.Held(holder.orElse(new Holder(0, "")))
          : holder.<LockStatus>map(LockStatus.Stale::new).orElseGet(LockStatus.Free::new);
    }
  }

  /** Wipes what a dead process left behind; answers false when a live one holds the lock. */
  public static boolean clear(Path home) throws IOException {
    try (var file = open(home);
        var lock = tryLock(file)) {
      if (lock == null) {
        return false;
      }
      file.truncate(0);
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    file.truncate(0);
    lock.release();
    file.close();
  }

  private static FileChannel open(Path home) throws IOException {
    Files.createDirectories(home);
    return FileChannel.open(
        home.resolve("lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException held) {
      return null; // by this very process
    }
  }

  private static void write(FileChannel file, String text) throws IOException {
    file.truncate(0);
    file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    file.force(true);
  }

  private static Optional<Holder> read(FileChannel file) throws IOException {
    var content = ByteBuffer.allocate(MOST_BYTES);
    file.read(content, 0);
    var text = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(JSON.readValue(text, Holder.class));
    } catch (JsonProcessingException halfWritten) {
      return Optional.of(new Holder(0, ""));
    }
  }
}
