package io.gstacks.cli.command;

import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.FailureException;
import io.gstacks.cli.output.Cells;
import io.gstacks.cli.output.Table;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that tells of failures: on standard error, and by the exit code. */
final class Failures {
  /** Set to anything, it shows where in this program an unexpected failure came from. */
  private static final String DEBUG = "GSTACKS_DEBUG";

  private final Invocation gstacks;

  Failures(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  /** A command line that is not one of ours. */
  int usage(ParameterException wrong, String[] arguments) {
    var command = wrong.getCommandLine().getCommandSpec();
    var name = command.qualifiedName();
    var takesWords = List.of("exec", "create").contains(command.name());
    var misplaced = wrong instanceof UnmatchedArgumentException && takesWords;
    var next =
        misplaced && !Arrays.asList(arguments).contains("--")
            ? "put -- before a command with options of its own; " + name + " --help"
            : name + " --help";
    var message = String.valueOf(wrong.getMessage()) + suggestion(wrong);
    return print(Failure.local(ExitCode.USAGE, "usage", message, next));
  }

  private static String suggestion(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    var near = unmatched.getSuggestions();
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  int print(Exception failure) {
    if (gstacks.surroundings().environment().containsKey(DEBUG)) {
      failure.printStackTrace(gstacks.surroundings().err());
    }
    return failure instanceof FailureException known
        ? print(known.failure())
        : print(
            Failure.local(
                ExitCode.FAILED,
                "internal",
                failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                "this is a fault of gstacks; " + DEBUG + "=1 shows where"));
  }

  private int print(Failure failure) {
    // what was printed before it stands before it
    gstacks.surroundings().out().flush();
    var err = gstacks.surroundings().err();
    if (gstacks.json()) {
      err.println(failure.document());
    } else {
      words(failure, err);
    }
    return failure.exit().code();
  }

  private static void words(Failure failure, PrintStream err) {
    var lines = failure.message().lines().map(Cells::plain).toList();
    err.println("error: " + Cells.plain(failure.code()) + ": " + String.join("\n", lines));
    if (!failure.details().isEmpty()) {
      Table.details(failure.details()).lines().forEach(line -> err.println("  " + line));
    }
    err.println("next: " + Cells.plain(failure.next()));
  }
}
