package io.gstacks.cli.command;

import io.gstacks.cli.api.Route;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "whoami",
    description = "Shows whose API key is in use: tenant, key, role.",
    footerHeading = Invocation.EXAMPLES,
    footer = {"  gstacks whoami", "  gstacks whoami --json"})
final class WhoamiCommand implements Callable<Integer> {
  private final Invocation gstacks;

  WhoamiCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Override
  public Integer call() {
    return gstacks.details(Route.to("whoami"));
  }
}
