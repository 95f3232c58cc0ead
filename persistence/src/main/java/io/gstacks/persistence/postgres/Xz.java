package io.gstacks.persistence.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Unpacks XZ by a library behind a class loader of its own. The library's jar is sealed, and a JDK
 * 25 that has classes of a sealed package in its AOT cache ends at its start with a {@code sealing
 * violation}; classes of other loaders stay out of that cache.
 */
final class Xz implements AutoCloseable {
  private static final String STREAM = "org.tukaani.xz.XZInputStream";

  private final URLClassLoader library;

  private Xz(URLClassLoader library) {
    this.library = library;
  }

  static Xz open() throws IOException {
    var stream = Xz.class.getResource("/" + STREAM.replace('.', '/') + ".class");
    if (stream == null || !(stream.openConnection() instanceof JarURLConnection inJar)) {
      throw new PostgresException("the library for XZ is missing on the class path");
    }
    var jar = new URL[] {inJar.getJarFileURL()};
    return new Xz(new URLClassLoader(jar, ClassLoader.getPlatformClassLoader()));
  }

  InputStream unpacked(InputStream packed) throws IOException {
    try {
      return library
          .loadClass(STREAM)
          .asSubclass(InputStream.class)
          .getConstructor(InputStream.class)
          .newInstance(packed);
    } catch (ReflectiveOperationException e) {
      throw new IOException("XZ cannot be unpacked", e);
    }
  }

  @Override
  public void close() throws IOException {
    library.close();
  }
}
