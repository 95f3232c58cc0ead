package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The root directory of a running container as its own processes see it, from which all paths are
 * resolved.
 */
public final class SandboxRoot implements Closeable {
  private static final long DIRECTORY = Openat2.O_PATH | Openat2.O_DIRECTORY;

  /** Of the first step only: EPERM, EACCES, ENOSYS. */
  private static final Set<Code> UNREACHABLE = EnumSet.of(Code.INTERNAL, Code.READ_ONLY);

  private final Descriptor process;
  private final Descriptor root;
  private final Owner owner;
  private final FilesSettings settings;

  private SandboxRoot(Descriptor process, Descriptor root, Owner owner, FilesSettings settings) {
    this.process = process;
    this.root = root;
    this.owner = owner;
    this.settings = settings;
  }

  /**
   * Opens it by the container's main process. The process is held by its directory in {@code /proc}
   * and then asked for its container, for the number may be another process's by now.
   */
  public static SandboxRoot open(long process, String container, FilesSettings settings) {
    try {
      return open(Descriptor.ofProc(Path.of("/proc", Long.toString(process))), container, settings);
    } catch (AccessDeniedException e) {
      throw unreachable(e);
    } catch (IOException _) {
      throw notRunning(); // a process that has ended answers with errors of its own
    } catch (FilesException e) {
      throw e.code() == Code.FILE_NOT_FOUND
          ? notRunning()
          : UNREACHABLE.contains(e.code()) ? unreachable(e) : e;
    }
  }

  private static SandboxRoot open(Descriptor proc, String container, FilesSettings settings)
      throws IOException {
    try {
      if (lines(proc, "cgroup").stream().noneMatch(line -> line.contains(container))) {
        throw notRunning();
      }
      var owner = Owner.of(lines(proc, "status"));
      var devices = KernelDevices.of(lines(proc, "mountinfo"));
      return new SandboxRoot(proc, proc.rootOfProcess(devices), owner, settings);
    } catch (IOException | RuntimeException e) {
      proc.close();
      throw e;
    }
  }

  private static List<String> lines(Descriptor proc, String file) throws IOException {
    return Files.readAllLines(proc.child(file));
  }

  private static FilesException notRunning() {
    return new FilesException(Code.NOT_RUNNING, "the sandbox's main process has just ended");
  }

  private static FilesException unreachable(Exception e) {
    return new FilesException(
        Code.UNSUPPORTED,
        "this agent may not reach the files of sandboxes: it needs root and Linux 5.6",
        e);
  }

  /** Fails when its main process has ended, and with it the sandbox. */
  void checkRunning() {
    try {
      lines(process, "status");
    } catch (IOException _) {
      throw notRunning();
    }
  }

  Owner owner() {
    return owner;
  }

  FilesSettings settings() {
    return settings;
  }

  /** What is there, links followed. */
  Descriptor open(SandboxPath path, long flags) {
    return root.within(path.fromRoot(), flags, 0, settings.resolveAgain());
  }

  Descriptor create(SandboxPath path, long flags, int mode) {
    return root.within(
        path.fromRoot(), flags | Openat2.O_CREAT | Openat2.O_EXCL, mode, settings.resolveAgain());
  }

  Descriptor directory(SandboxPath path) {
    return open(path, DIRECTORY);
  }

  /** Where its last component is a name, which is then not followed. */
  Descriptor parent(SandboxPath path) {
    return directory(path.named().parent());
  }

  @Override
  public void close() {
    root.close();
    process.close();
  }
}
