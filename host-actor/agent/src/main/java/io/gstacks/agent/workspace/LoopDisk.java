package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory with a sparse ext4 image and, beside it, the place where that is mounted. A rename of
 * the directory takes the mount along. The mount point below is closed to everyone, so that a
 * container that somebody starts while nothing is mounted cannot write to the host's disk.
 */
record LoopDisk(Path directory) {
  /** Below this, ext4 has no room for itself. */
  static final long LEAST_MIB = 8;

  private static final long JOURNAL_FROM_MIB = 64;

  /** Where its files are, once it is mounted. */
  Path files() {
    return directory.resolve("mount");
  }

  private Path image() {
    return directory.resolve("image.ext4");
  }

  boolean exists() {
    return Files.exists(image());
  }

  /** Makes it, with a root that belongs to this user, and mounts it. */
  void make(long mib, int owner) throws IOException {
    Files.createDirectory(directory);
    try (var file =
        FileChannel.open(image(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1), (mib << 20) - 1);
    }
    Command.run(mkfs(mib, owner).toArray(String[]::new));
    Files.createDirectory(
        files(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
    mount();
    Files.deleteIfExists(files().resolve("lost+found")); // later it may be the sandbox's own
  }

  private List<String> mkfs(long mib, int owner) {
    var command = new ArrayList<>(List.of("mkfs.ext4", "-q", "-F", "-m", "0"));
    command.addAll(
        mib < JOURNAL_FROM_MIB ? List.of("-O", "^has_journal") : List.of("-J", "size=4"));
    command.addAll(
        List.of(
            "-E",
            "lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=" + owner + ":" + owner,
            image().toString()));
    return command;
  }

  /** Where it is mounted already, nothing happens. */
  void mount() throws IOException {
    if (!mounted()) {
      Command.run(
          "mount",
          "-t",
          "ext4",
          "-o",
          "loop,nosuid,nodev,noatime,discard",
          image().toString(),
          files().toString());
    }
  }

  void unmount() throws IOException {
    try {
      if (mounted()) {
        Command.run("umount", files().toString());
      }
    } catch (NoSuchFileException neverMade) {
      return;
    }
  }

  /** With everything on it, and also when it was only half made. */
  void delete() throws IOException {
    unmount();
    Files.deleteIfExists(files());
    Files.deleteIfExists(image());
    Files.deleteIfExists(directory);
  }

  /** Of another device than the directory that holds it. */
  private boolean mounted() throws IOException {
    return !Files.getAttribute(directory, "unix:dev")
        .equals(Files.getAttribute(files(), "unix:dev"));
  }
}
