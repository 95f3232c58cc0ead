package io.gstacks.cli.command;

import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.Resource;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which host: {@code gstacks host info box-7} and {@code gstacks host info --host-id box-7}. */
final class HostReference {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "<host>",
      description = "Id or name. Required, here or with --host-id.")
  private Optional<String> position = Optional.empty();

  @Option(
      names = "--host-id",
      paramLabel = "<host>",
      description = "The same as an option. Default: none.")
  private Optional<String> option = Optional.empty();

  String id(Invocation gstacks) {
    if (position.isPresent() == option.isPresent()) {
      throw Failure.usage("give one host: gstacks host ... <host>, or --host-id <host>").thrown();
    }
    return gstacks.id(Resource.HOST, position.or(() -> option).orElseThrow());
  }
}
