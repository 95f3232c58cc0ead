package io.gstacks.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gstacks.agent.lock.DirectoryLock;
import io.gstacks.agent.lock.Holder;
import io.gstacks.agent.lock.LockStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Diagnostics of the service on this machine. */
@Command(
    name = "service",
    description = "Look after the agent's service on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = ServiceCommand.Lock.class)
final class ServiceCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do; see --help");
  }

  /** The lock of a state directory. */
  @Command(
      name = "lock",
      description = "The lock that keeps two agents off one state directory.",
      mixinStandardHelpOptions = true,
      subcommands = {Status.class, Clear.class})
  static final class Lock implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "say what to do; see --help");
    }
  }

  /** Shows who holds it. */
  @Command(
      name = "status",
      description = "Show who holds the lock, and since when.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  gstacks-agent service lock status --home /var/lib/gstacks/agent --json"
      })
  static final class Status implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      var status = DirectoryLock.status(home.path());
      var out = spec.commandLine().getOut();
      out.println(json ? toJson(home.path(), status) : toText(home.path(), status));
      return 0;
    }

    private static String toText(Path home, LockStatus status) {
      return switch (status) {
        case LockStatus.Free() -> "free: no agent runs on " + home;
        case LockStatus.Held(Holder(var pid, var since)) ->
            "held: agent with pid %d runs on %s since %s".formatted(pid, home, since);
        case LockStatus.Stale(Holder(var pid, var since)) ->
            "stale: agent with pid %d ran on %s since %s and is dead; a new one starts all the same"
                .formatted(pid, home, since);
      };
    }

    private static String toJson(Path home, LockStatus status) throws JsonProcessingException {
      var line = new LinkedHashMap<String, Object>();
      line.put("home", home.toString());
      switch (status) {
        case LockStatus.Free() -> line.put("state", "free");
        case LockStatus.Held(Holder(var pid, var since)) -> holder(line, "held", pid, since);
        case LockStatus.Stale(Holder(var pid, var since)) -> holder(line, "stale", pid, since);
      }
      return JsonMapper.builder().build().writeValueAsString(line);
    }

    private static void holder(Map<String, Object> line, String state, long pid, String since) {
      line.put("state", state);
      line.put("pid", pid);
      line.put("since", since);
    }
  }

  /** Clears it. */
  @Command(
      name = "clear",
      description =
          "Clear a stale lock. A lock that a live agent holds is left alone; with --force that"
              + " agent is ended first, for two must never run on one directory.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  gstacks-agent service lock clear --force --home /var/lib/gstacks/agent"
      })
  static final class Clear implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Mixin private HomeOption home = new HomeOption();

    @Option(names = "--force", description = "End the agent that holds it.")
    private boolean force;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
      var out = spec.commandLine().getOut();
      if (DirectoryLock.status(home.path()) instanceof LockStatus.Held(var holder)) {
        if (!force) {
          spec.commandLine()
              .getErr()
              .println(
                  "the agent with pid %d is alive and holds the lock; --force ends it"
                      .formatted(holder.pid()));
          return ExitCodes.LOCKED;
        }
        end(holder);
      }
      if (!DirectoryLock.clear(home.path())) {
        throw new IOException("the lock is still held");
      }
      out.println("cleared: " + home.path());
      return 0;
    }

    private static void end(Holder holder) throws IOException, InterruptedException {
      var process =
          ProcessHandle.of(holder.pid())
              .orElseThrow(() -> new IOException("who holds the lock cannot be found out"));
      process.destroy();
      try {
        process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException deaf) {
        process.destroyForcibly();
        process.onExit().join();
      }
    }
  }
}
