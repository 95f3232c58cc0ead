package io.gstacks.agent.runtime.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends signals by name. Java itself knows two; {@code kill} of the shell knows them all. */
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
  private static final Pattern NAME = Pattern.compile("[A-Z0-9+-]{1,10}");

  private Signals() {}

  static void send(String name, List<ProcessHandle> processes) {
    if (!NAME.matcher(name).matches() || processes.isEmpty()) {
      return;
    }
    var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$@\"", "kill", name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      var kill =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("no signal sent");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
