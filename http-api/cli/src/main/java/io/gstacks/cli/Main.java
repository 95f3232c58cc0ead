package io.gstacks.cli;

import io.gstacks.cli.command.Gstacks;
import io.gstacks.cli.command.Surroundings;

/** {@code gstacks}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Gstacks.run(Surroundings.ofProcess(), arguments));
  }
}
