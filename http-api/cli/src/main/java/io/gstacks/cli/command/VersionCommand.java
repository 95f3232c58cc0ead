package io.gstacks.cli.command;

import io.gstacks.cli.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Prints the version of this command, its branch, commit and commit count.",
    footerHeading = Invocation.EXAMPLES,
    footer = {"  gstacks version", "  gstacks version --json"})
final class VersionCommand implements Callable<Integer> {
  private final Invocation gstacks;

  VersionCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  /** JSON is written by hand here: loading a library for four fields would be felt. */
  @Override
  public Integer call() {
    var version = Version.baked();
    gstacks.surroundings().out().println(gstacks.json() ? version.json() : version.words());
    return ExitCode.OK.code();
  }
}
