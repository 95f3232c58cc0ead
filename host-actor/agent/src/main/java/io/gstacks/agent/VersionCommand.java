package io.gstacks.agent;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the version. */
@Command(
    name = "version",
    description = "Print the version.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gstacks-agent version --json"})
final class VersionCommand implements Callable<Integer>, IVersionProvider {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.println(json ? "{\"version\":\"" + Version.text() + "\"}" : Version.text());
    return 0;
  }

  @Override
  public String[] getVersion() {
    return new String[] {Version.text()};
  }
}
