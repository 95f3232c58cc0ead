package io.gstacks.agent.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real Docker Engine of this machine, and an image for it that needs no registry. */
public final class TestEngine {
  public static final String IMAGE = "gstacks/busybox:latest";

  private TestEngine() {}

  /** Makes the image from Debian's {@code busybox-static} where the engine lacks it. */
  public static synchronized void ensureImage() throws IOException, InterruptedException {
    if (new ProcessBuilder("docker", "image", "inspect", IMAGE)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0) {
      return;
    }
    var root = Files.createTempDirectory("busybox");
    for (var directory :
        List.of(
            "bin",
            "sbin",
            "usr/bin",
            "usr/sbin",
            "home/sandbox",
            "workspace",
            "tmp",
            "run",
            "etc")) {
      Files.createDirectories(root.resolve(directory));
    }
    Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
    // Not -f: one of busybox's own applets is busybox.
    run(
        "sh",
        "-c",
        "cd '" + root + "/bin' && for a in $(./busybox --list); do ln -s busybox $a || true; done");
    run("sh", "-c", "tar -C '" + root + "' -c . | docker import - " + IMAGE);
    run("rm", "-rf", root.toString());
  }

  /** Runs a program and answers its output; fails when it does. */
  public static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output.strip();
  }
}
