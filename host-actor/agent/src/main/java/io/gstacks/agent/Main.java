package io.gstacks.agent;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code gstacks-agent}. Its first argument may be its own name, so that a process list shows it.
 */
@Command(
    name = "gstacks-agent",
    description = "The gstacks agent on this host.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      RunCommand.class,
      FleetCommand.class,
      ServiceCommand.class,
      StopWorkloadsCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  private static final String NAME = "gstacks-agent";

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs the agent. */
  public static void main(String[] arguments) {
    NettyMemory.bound();
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    var rest =
        arguments.length > 0 && arguments[0].equals(NAME)
            ? Arrays.copyOfRange(arguments, 1, arguments.length)
            : arguments;
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((error, commandLine, _) -> {
          commandLine.getErr().println(NAME + ": " + error.getMessage());
          return ExitCodes.of(error);
        })
        .execute(rest);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do; see --help");
  }
}
