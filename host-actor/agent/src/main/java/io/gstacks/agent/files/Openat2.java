package io.gstacks.agent.files;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * {@code openat2(2)}, which the JDK does not offer: the one call that resolves a path within a
 * directory, whatever its owner does to it meanwhile.
 *
 * <p>From its man page: with {@code RESOLVE_IN_ROOT}, "treat the directory referred to by dirfd as
 * the root directory while resolving pathname. Absolute symbolic links are interpreted relative to
 * dirfd", and {@code ..} at that root stays there. Where a rename by another process would make an
 * escape possible, the kernel answers {@code EAGAIN} and resolves again when asked again. {@code
 * RESOLVE_NO_MAGICLINKS} refuses links such as {@code /proc/1/root}, which lead out. A path is
 * opened with {@code O_NONBLOCK}, for a FIFO of the sandbox would else hold the caller for ever.
 */
@SuppressWarnings("restricted") // the agent runs with --enable-native-access
final class Openat2 {
  static final long O_RDONLY = 0;
  static final long O_WRONLY = 1;
  static final long O_CREAT = 0x40;
  static final long O_EXCL = 0x80;
  static final long O_NONBLOCK = 0x800;
  static final long O_CLOEXEC = 0x80000;
  static final long O_PATH = 0x200000;
  static final long O_DIRECTORY;
  static final long O_NOFOLLOW;

  static final long RESOLVE_NO_MAGICLINKS = 0x02;
  static final long RESOLVE_NO_SYMLINKS = 0x04;
  static final long RESOLVE_IN_ROOT = 0x10;

  /** The current directory, which no caller means: their paths are absolute. */
  static final int NOWHERE = -100;

  private static final long NUMBER = 437; // the same on x86_64 and aarch64
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final long HOW_BYTES = 24; // struct open_how: flags, mode, resolve
  private static final MethodHandle SYSCALL;
  private static final MethodHandle CLOSE;

  static {
    // Two of the flags have other values on ARM.
    var arm = System.getProperty("os.arch", "").equals("aarch64");
    O_DIRECTORY = arm ? 0x4000 : 0x10000;
    O_NOFOLLOW = arm ? 0x8000 : 0x20000;
    var linker = Linker.nativeLinker();
    SYSCALL =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));
    CLOSE =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  private Openat2() {}

  /** A descriptor, or the negative {@code errno}. */
  static int open(int directory, String path, long flags, int mode, long resolve) {
    return open(directory, path.getBytes(StandardCharsets.UTF_8), flags, mode, resolve);
  }

  /** The same for a name that need not be text. */
  static int open(int directory, byte[] path, long flags, int mode, long resolve) {
    try (var arena = Arena.ofConfined()) {
      var name = arena.allocate(path.length + 1L); // zeroed, so it ends in NUL
      name.asByteBuffer().put(path);
      var how = arena.allocate(HOW_BYTES, Long.BYTES);
      how.setAtIndex(ValueLayout.JAVA_LONG, 0, flags | O_CLOEXEC);
      how.setAtIndex(ValueLayout.JAVA_LONG, 1, mode);
      how.setAtIndex(ValueLayout.JAVA_LONG, 2, resolve);
      var state = arena.allocate(STATE);
      long answer =
          (long) SYSCALL.invokeExact(state, NUMBER, (long) directory, name, how, HOW_BYTES);
      return answer >= 0 ? Math.toIntExact(answer) : -(int) ERRNO.get(state, 0L);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void close(int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A downcall throws nothing of its own. */
  private static RuntimeException unexpected(Throwable e) {
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}
