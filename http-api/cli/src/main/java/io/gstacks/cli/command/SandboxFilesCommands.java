package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Json;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "files",
    description =
        "Files of a running sandbox, without any program of it. A path without a leading / is below"
            + " its home.",
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks sandbox files ls dev /workspace",
      "  gstacks sandbox files cat dev notes.txt"
    })
final class SandboxFilesCommands {
  private static final int PIECE = 1 << 16;

  private final Invocation gstacks;

  SandboxFilesCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "ls",
      description = "Lists a directory, in the order of names.",
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks sandbox files ls dev", "  gstacks sandbox files ls dev / --json"})
  int list(
      @Mixin SandboxReference sandbox,
      @Parameters(
              index = "1",
              arity = "0..1",
              paramLabel = "<path>",
              defaultValue = ".",
              description = "The directory. Default: the sandbox's home.")
          String path,
      @Mixin Paging paging) {
    var route = sandbox.route(gstacks, "files", "list").with("path", path);
    return gstacks.list(route, paging, Views.FILES);
  }

  @Command(
      name = "stat",
      description = "Shows one file, directory or link.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox files stat dev /workspace/a.txt --json")
  int stat(@Mixin FileReference file) {
    return gstacks.details(file.files(gstacks, "stat").with("path", file.path()));
  }

  @Command(
      name = "cat",
      description = "Writes a file to standard output, byte for byte.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox files cat dev result.json | jq .")
  int cat(@Mixin FileReference file) throws IOException {
    var out = gstacks.surroundings().out();
    var call = Call.get(file.files(gstacks).with("path", file.path()));
    try (var body = gstacks.api().open(call)) {
      var piece = new byte[PIECE];
      for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
        out.write(piece, 0, count);
        if (out.checkError()) {
          return ExitCode.UNREAD.code();
        }
      }
    }
    return ExitCode.OK.code();
  }

  @Command(
      name = "rm",
      description = "Removes a file, a link or a directory.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox files rm dev -r build")
  int remove(
      @Mixin FileReference file,
      @Option(
              names = {"-r", "--recursive"},
              description = "A directory with all that is in it. Default: no.")
          boolean recursive) {
    var route =
        file.files(gstacks)
            .with("path", file.path())
            .with("recursive", recursive ? Optional.of(true) : Optional.empty());
    gstacks.api().send(Call.delete(route));
    return gstacks.said("removed " + file.path(), Json.object().put("removed", file.path()));
  }

  @Command(
      name = "mkdir",
      description = "Makes a directory.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox files mkdir dev -p src/main")
  int makeDirectory(
      @Mixin FileReference file,
      @Option(
              names = {"-p", "--parents"},
              description = "Those above it too; one that is there is no error. Default: no.")
          boolean parents) {
    var body = Json.object().put("path", file.path()).put("parents", parents);
    var call = Call.post(file.files(gstacks, "mkdir"), body);
    return gstacks.row(gstacks.api().send(call), Views.FILES);
  }

  @Command(
      name = "mv",
      description = "Gives a file or directory another name, within one file system.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox files mv dev draft.txt final.txt")
  int move(
      @Mixin FileReference file,
      @Parameters(index = "2", paramLabel = "<to>", description = "Its new path. Required.")
          String to,
      @Option(
              names = {"-f", "--force"},
              description = "Replaces what has that name. Default: no.")
          boolean force) {
    var body = Json.object().put("from", file.path()).put("to", to).put("overwrite", force);
    var call = Call.post(file.files(gstacks, "move"), body);
    return gstacks.row(gstacks.api().send(call), Views.FILES);
  }
}
