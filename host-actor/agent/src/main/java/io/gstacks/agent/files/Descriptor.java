package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something in a sandbox, held by a descriptor: what is renamed or replaced meanwhile is another
 * thing. The JDK reaches it as {@code /proc/self/fd/N}, and a name in it as {@code
 * /proc/self/fd/N/name}.
 */
final class Descriptor implements Closeable {
  private static final Path SELF = Path.of("/proc/self/fd");

  /** Nothing is below it, so that asking for the form of a name touches no file. */
  private static final Path NO_DIRECTORY = Path.of("/dev/null");

  private static final long DIRECTORY = Openat2.O_PATH | Openat2.O_DIRECTORY | Openat2.O_NOFOLLOW;
  private static final long WITHIN = Openat2.RESOLVE_IN_ROOT | Openat2.RESOLVE_NO_MAGICLINKS;

  private final int number;
  private final KernelDevices refused;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Descriptor(int number, KernelDevices refused) {
    this.number = number;
    this.refused = refused;
  }

  /** A directory of the host's {@code /proc}, which nobody but the kernel writes. */
  static Descriptor ofProc(Path path) {
    return new Descriptor(
        checked(
            Openat2.open(
                Openat2.NOWHERE,
                path.toString(),
                Openat2.O_PATH | Openat2.O_DIRECTORY,
                0,
                Openat2.RESOLVE_NO_SYMLINKS)),
        KernelDevices.NONE);
  }

  /** The root of the process whose directory in {@code /proc} this is. */
  Descriptor rootOfProcess(KernelDevices devices) {
    return new Descriptor(
        checked(Openat2.open(number, "root", Openat2.O_PATH | Openat2.O_DIRECTORY, 0, 0)), devices);
  }

  /**
   * Opens a path with this directory as its root. File systems that the kernel makes ({@code
   * /proc}, {@code /sys}) are refused: we may read and write there what the sandbox may not.
   */
  Descriptor within(String path, long flags, int mode, int again) {
    return checkedOut(resolved(path.getBytes(StandardCharsets.UTF_8), flags, mode, WITHIN, again));
  }

  /** The same where no link is followed at all. */
  Descriptor withoutLinks(String path, long flags, int mode, int again) {
    return checkedOut(
        resolved(
            path.getBytes(StandardCharsets.UTF_8),
            flags,
            mode,
            WITHIN | Openat2.RESOLVE_NO_SYMLINKS,
            again));
  }

  /** A directory by the name that a listing gave. */
  Descriptor directory(Path name, int again) {
    return checkedOut(resolved(bytes(name), DIRECTORY, 0, WITHIN, again));
  }

  /** A file by the name that a listing gave. */
  Descriptor file(Path name, int again) {
    var flags = Openat2.O_RDONLY | Openat2.O_NONBLOCK | Openat2.O_NOFOLLOW;
    return checkedOut(resolved(bytes(name), flags, 0, WITHIN, again));
  }

  private int resolved(byte[] path, long flags, int mode, long resolve, int again) {
    var answer = Openat2.open(number, path, flags, mode, resolve);
    for (int time = 1; answer == -Errors.EAGAIN && time < again; time++) {
      answer = Openat2.open(number, path, flags, mode, resolve);
    }
    return checked(answer);
  }

  private static int checked(int answer) {
    if (answer < 0) {
      throw Errors.of(-answer);
    }
    return answer;
  }

  private Descriptor checkedOut(int opened) {
    var found = new Descriptor(opened, refused);
    try {
      if (found.refuses(found.attributes())) {
        throw new FilesException(Code.NOT_A_FILE, "the kernel's own file systems hold no files");
      }
      return found;
    } catch (IOException e) {
      found.close();
      throw Errors.of(e);
    } catch (RuntimeException e) {
      found.close();
      throw e;
    }
  }

  /** Whether this lies on a file system that is no place for files. */
  boolean refuses(Attributes found) {
    return refused.contains(found.device());
  }

  /** Of the file itself, whose place does not matter any more. */
  Attributes attributes() throws IOException {
    return Attributes.read(path());
  }

  /** Of what has this name now; a link is a link. */
  Attributes attributes(Path name) throws IOException {
    return Attributes.read(child(name), LinkOption.NOFOLLOW_LINKS);
  }

  Path path() {
    return SELF.resolve(Integer.toString(number));
  }

  /** For calls that do not follow the last component of a path. */
  Path child(String name) {
    return child(Path.of(name));
  }

  Path child(Path name) {
    if (name.getNameCount() != 1 || name.isAbsolute() || name.toString().equals("..")) {
      throw new FilesException(Code.INVALID, "a name is one part of a path");
    }
    return path().resolve(name);
  }

  /** The bytes of a name, which the JDK keeps but shows as text only, with losses. */
  private static byte[] bytes(Path name) {
    URI uri = NO_DIRECTORY.resolve(name).toUri();
    var text = uri.getRawPath().substring(NO_DIRECTORY.toString().length() + 1);
    var bytes = ByteBuffer.allocate(text.length());
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '%') {
        bytes.put((byte) Integer.parseInt(text.substring(at + 1, at + 3), 16));
        at += 2;
      } else {
        bytes.put((byte) text.charAt(at));
      }
    }
    var exact = new byte[bytes.position()];
    bytes.flip().get(exact);
    return exact;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Openat2.close(number);
    }
  }
}
