package io.gstacks.cli.command;

import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import picocli.CommandLine.Parameters;

/** Which sandbox. */
final class SandboxReference {
  @Parameters(index = "0", paramLabel = "<sandbox>", description = "Id or unique name. Required.")
  private String sandbox = "";

  /** {@code /api/sandboxes/ID/...}. */
  Route route(Invocation gstacks, String... below) {
    var segments = new String[below.length + 2];
    segments[0] = "sandboxes";
    segments[1] = gstacks.id(Resource.SANDBOX, sandbox);
    System.arraycopy(below, 0, segments, 2, below.length);
    return Route.to(segments);
  }
}
