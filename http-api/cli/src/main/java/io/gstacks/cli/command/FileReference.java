package io.gstacks.cli.command;

import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import picocli.CommandLine.Parameters;

/** Which file of which sandbox. */
final class FileReference {
  @Parameters(index = "0", paramLabel = "<sandbox>", description = "Id or unique name. Required.")
  private String sandbox = "";

  @Parameters(
      index = "1",
      paramLabel = "<path>",
      description = "Of the sandbox; without a leading / it is below its home. Required.")
  private String path = "";

  String path() {
    return path;
  }

  /** {@code /api/sandboxes/ID/files}. */
  Route files(Invocation gstacks) {
    return Route.to("sandboxes", gstacks.id(Resource.SANDBOX, sandbox), "files");
  }

  /** {@code /api/sandboxes/ID/files/VERB}. */
  Route files(Invocation gstacks, String verb) {
    return Route.to("sandboxes", gstacks.id(Resource.SANDBOX, sandbox), "files", verb);
  }
}
