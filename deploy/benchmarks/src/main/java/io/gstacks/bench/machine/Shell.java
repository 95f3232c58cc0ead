package io.gstacks.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs short programs and reads what they print. */
public final class Shell {
  private Shell() {}

  /** Standard output and error together; throws when the program fails. */
  public static String run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(command.getFirst() + " failed with " + code + ": " + output.strip());
    }
    return output;
  }
}
