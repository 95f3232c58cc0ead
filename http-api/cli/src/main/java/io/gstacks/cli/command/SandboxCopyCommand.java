package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.FailureException;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cp",
    description = {
      "Copies a file, or with -r a directory, into a running sandbox or out of it. One side is"
          + " SANDBOX:PATH; a path without a leading / is below its home.",
      "Where the destination is a directory, the copy goes into it under its own name."
    },
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks sandbox cp data.csv dev:/workspace/",
      "  gstacks sandbox cp dev:/workspace/result.json .",
      "  gstacks sandbox cp -r ./project dev:/workspace/project",
      "  gstacks sandbox cp -r dev:/workspace ./backup --json"
    })
final class SandboxCopyCommand implements Callable<Integer> {
  /** A copy takes as long as it takes; what is silent is noticed by the connection. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Invocation gstacks;

  @Parameters(
      index = "0",
      paramLabel = "<source>",
      description = "A path, or SANDBOX:PATH. Required.")
  private String source = "";

  @Parameters(
      index = "1",
      paramLabel = "<destination>",
      description = "SANDBOX:PATH, or a path. Required.")
  private String destination = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "Copies a directory with all that is in it. Default: no.")
  private boolean recursive;

  SandboxCopyCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Override
  public Integer call() throws IOException {
    return switch (CopyEnd.of(source)) {
      case CopyEnd.Here(var from) ->
          switch (CopyEnd.of(destination)) {
            case CopyEnd.There to -> upload(from, to);
            case CopyEnd.Here _ -> throw oneSide().thrown();
          };
      case CopyEnd.There from ->
          switch (CopyEnd.of(destination)) {
            case CopyEnd.Here(var to) -> download(from, to);
            case CopyEnd.There _ -> throw oneSide().thrown();
          };
    };
  }

  private static Failure oneSide() {
    return Failure.usage("one side, and only one, is SANDBOX:PATH");
  }

  private int upload(Path from, CopyEnd.There to) throws IOException {
    if (!Files.exists(from)) {
      throw Failure.local(
              ExitCode.NOT_FOUND, "file_not_found", "there is no " + from, "check the path")
          .thrown();
    }
    demand(Files.isDirectory(from));
    var id = gstacks.id(Resource.SANDBOX, to.sandbox());
    var name = String.valueOf(from.toAbsolutePath().normalize().getFileName());
    var path = isDirectory(id, to.path()) ? CopyEnd.within(to.path(), name) : to.path();
    var size = recursive ? OptionalLong.empty() : OptionalLong.of(Files.size(from));
    try (var progress = gstacks.progress()) {
      var transfer = new Transfer(progress, name, size);
      var content = recursive ? Uploads.tree(from, transfer) : Uploads.file(from, transfer);
      gstacks.api().send(Call.upload(route(id, path), content).answeredWithin(LONGEST));
      return said(from.toString(), to.sandbox() + ":" + path, transfer.bytes());
    }
  }

  private int download(CopyEnd.There from, Path to) throws IOException {
    var id = gstacks.id(Resource.SANDBOX, from.sandbox());
    var found = stat(id, from.path());
    demand(found.path("type").asText().equals("directory"));
    var name = CopyEnd.name(from.path());
    var target = Files.isDirectory(to) && !name.isEmpty() ? to.resolve(name) : to;
    var file = found.path("type").asText().equals("file");
    var size = file ? OptionalLong.of(found.path("size").asLong()) : OptionalLong.empty();
    try (var progress = gstacks.progress();
        var body = gstacks.api().open(Call.get(route(id, from.path())))) {
      var transfer = new Transfer(progress, name.isEmpty() ? from.sandbox() : name, size);
      var counted = transfer.counted(body);
      if (recursive) {
        LocalTree.unpack(counted, target);
      } else {
        Uploads.save(counted, target);
      }
      return said(from.sandbox() + ":" + from.path(), target.toString(), transfer.bytes());
    }
  }

  private void demand(boolean directory) {
    if (directory != recursive) {
      throw Failure.usage(
              directory
                  ? "the source is a directory: give -r"
                  : "the source is no directory: leave -r out")
          .thrown();
    }
  }

  private Route route(String id, String path) {
    var files = recursive ? Route.to("sandboxes", id, "files", "tree") : files(id);
    return files.with("path", path);
  }

  private static Route files(String id) {
    return Route.to("sandboxes", id, "files");
  }

  private boolean isDirectory(String id, String path) {
    try {
      return path.endsWith("/")
          || path.equals(".")
          || stat(id, path).path("type").asText().equals("directory");
    } catch (FailureException e) {
      if (!e.failure().code().equals("file_not_found")) {
        throw e;
      }
      return false;
    }
  }

  /** Of what a link leads to, for a copy follows the link that it is given. */
  private JsonNode stat(String id, String path) {
    var found = look(id, path);
    return found.path("type").asText().equals("link") ? look(id, path + "/.") : found;
  }

  private JsonNode look(String id, String path) {
    var route = Route.to("sandboxes", id, "files", "stat").with("path", path);
    return gstacks.api().send(Call.get(route)).json();
  }

  private int said(String from, String to, long bytes) {
    var document = Json.object();
    document.put("from", from).put("to", to).put("bytes", bytes);
    return gstacks.said(from + " -> " + to + "  (" + bytes + " bytes)", document);
  }
}
