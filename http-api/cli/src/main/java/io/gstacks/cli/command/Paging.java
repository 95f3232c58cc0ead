package io.gstacks.cli.command;

import io.gstacks.cli.api.Failure;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much of a list. */
final class Paging {
  @Option(
      names = "--limit",
      paramLabel = "<n>",
      defaultValue = "1000",
      description = "At most this many records. Default: ${DEFAULT-VALUE}.")
  private int limit = 1000;

  @Option(
      names = "--cursor",
      paramLabel = "<cursor>",
      description = "Goes on where a list ended. Default: from the beginning.")
  private Optional<String> cursor = Optional.empty();

  int limit() {
    if (limit < 1) {
      throw Failure.usage("--limit must be at least 1: " + limit).thrown();
    }
    return limit;
  }

  Optional<String> cursor() {
    return cursor;
  }
}
