package io.gstacks.cli.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

/** The whole command. Assembles the namespaces, and only the one that is asked for where it can. */
@Command(
    name = "gstacks",
    description = "Runs isolated sandboxes for AI agents on machines that you own.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks auth login --api-key-stdin < admin.key",
      "  gstacks sandbox create --name dev --wait",
      "  gstacks sandbox exec dev -- uname -a",
      "",
      "Exit codes: 0 done, 1 refused or failed, 2 usage, 3 not found, 4 not logged in or not",
      "allowed, 5 control plane unreachable or unavailable, 124 time over; exec: the command's own.",
      "Each command has its own --help."
    })
public final class Gstacks {
  private static final int HELP_WIDTH = 100;

  private static final SequencedMap<String, Function<Invocation, CommandLine>> NAMESPACES =
      namespaces();

  @Mixin private final Invocation invocation;

  private Gstacks(Surroundings surroundings) {
    this.invocation = new Invocation(surroundings);
  }

  private static SequencedMap<String, Function<Invocation, CommandLine>> namespaces() {
    var all = new LinkedHashMap<String, Function<Invocation, CommandLine>>();
    all.put("auth", it -> new CommandLine(new AuthCommands(it)));
    all.put("whoami", it -> new CommandLine(new WhoamiCommand(it)));
    all.put("version", it -> new CommandLine(new VersionCommand(it)));
    all.put("tenant", it -> new CommandLine(new TenantCommands(it)));
    all.put("key", it -> new CommandLine(new KeyCommands(it)));
    all.put("cluster", it -> new CommandLine(new ClusterCommands(it)));
    all.put("token", it -> new CommandLine(new TokenCommands(it)));
    all.put(
        "host", it -> new CommandLine(new HostCommands(it)).addSubcommand(new HostTagCommand(it)));
    all.put(
        "sandbox",
        it ->
            new CommandLine(new SandboxCommands(it))
                .addSubcommand(new SandboxCreateCommand(it))
                .addSubcommand(new SandboxExecCommand(it))
                .addSubcommand(new SandboxLogsCommand(it))
                .addSubcommand(new SandboxCopyCommand(it))
                .addSubcommand(new SandboxFilesCommands(it))
                .addSubcommand(new SandboxEventsCommand(it)));
    all.put("image", it -> new CommandLine(new ImageCommands(it)));
    all.put("completion", it -> new CommandLine(new CompletionCommand(it)));
    return all;
  }

  /** Runs one command line and gives its exit code. */
  public static int run(Surroundings surroundings, String... arguments) {
    var root = new Gstacks(surroundings);
    var failures = new Failures(root.invocation);
    int code =
        root.commandLine(arguments)
            .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler(failures::usage)
            .setExecutionExceptionHandler((failure, _, _) -> failures.print(failure))
            .execute(arguments);
    surroundings.out().flush();
    surroundings.err().flush();
    return code;
  }

  /** With every command in it: for completion, and for tests that walk all of them. */
  static CommandLine complete(Surroundings surroundings) {
    return new Gstacks(surroundings).commandLine();
  }

  /** The first word names the namespace nearly always; describing the others costs time. */
  private CommandLine commandLine(String... arguments) {
    var line = new CommandLine(this);
    wanted(arguments).forEach((name, make) -> line.addSubcommand(name, make.apply(invocation)));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_WIDTH)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }

  private static Map<String, Function<Invocation, CommandLine>> wanted(String... arguments) {
    var first = arguments.length == 0 ? "" : arguments[0];
    var one = NAMESPACES.get(first);
    return one == null ? NAMESPACES : Map.of(first, one);
  }
}
