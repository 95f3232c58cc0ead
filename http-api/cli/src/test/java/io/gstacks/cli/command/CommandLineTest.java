package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class CommandLineTest {
  static Stream<CommandSpec> commands() {
    var nowhere = new ByteArrayOutputStream();
    return below(Gstacks.complete(new Terminal().surroundings(nowhere, nowhere)));
  }

  private static Stream<CommandSpec> below(CommandLine line) {
    return Stream.concat(
        Stream.of(line.getCommandSpec()),
        line.getSubcommands().values().stream().flatMap(CommandLineTest::below));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(CommandSpec command) {
    assertThat(command.usageMessage().description()).isNotEmpty().allMatch(it -> !it.isBlank());
    assertThat(command.usageMessage().footerHeading()).contains("Examples");
    assertThat(command.usageMessage().footer()).anyMatch(it -> it.contains("gstacks"));
    assertThat(command.optionsMap()).containsKeys("--json", "--config-file", "--help", "--quiet");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsDescribedAndSaysItsDefaultOrThatItIsRequired(CommandSpec command) {
    var valued = command.options().stream().filter(it -> it.arity().max() > 0);

    assertThat(command.args()).allMatch(it -> it.description().length > 0);
    assertThat(valued)
        .allMatch(
            it -> {
              var text = String.join(" ", it.description());
              return Stream.of("Default", "Required", "Repeatable").anyMatch(text::contains);
            },
            "says what holds when it is not given");
    assertThat(command.options().stream().filter(OptionSpec::required))
        .allMatch(it -> String.join(" ", it.description()).contains("Required"));
  }

  @Test
  void everyNamespaceOfTheContractIsThere() {
    assertThat(commands().map(command -> command.qualifiedName(" ")))
        .contains(
            "gstacks auth login",
            "gstacks auth logout",
            "gstacks whoami",
            "gstacks version",
            "gstacks tenant get",
            "gstacks key revoke",
            "gstacks cluster create",
            "gstacks token revoke",
            "gstacks host tag",
            "gstacks host archive",
            "gstacks image default",
            "gstacks sandbox files ls",
            "gstacks completion")
        .containsAll(
            Stream.of(
                    "create list get exec cp logs start stop archive purge events activity"
                        .split(" "))
                .map("gstacks sandbox "::concat)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sandbox",
        "nonsense",
        "host lst",
        "tenant create",
        "key create --role king --name a"
      })
  void aWrongCommandLineIsUsage(String line) {
    var ran = new Terminal().run(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("error: usage: ").contains("next: gstacks");
  }

  @Test
  void helpIsNoFailure() {
    for (var line : new String[][] {{"--help"}, {"sandbox", "--help"}, {"sandbox", "exec", "-h"}}) {
      var ran = new Terminal().run(line);

      assertThat(ran.code()).as(Arrays.toString(line)).isZero();
      assertThat(ran.out()).contains("Usage: gstacks", "Examples:");
    }
  }

  @Test
  void theNamespaceMayFollowOptions() {
    assertThat(new Terminal().run("--json", "version").out()).startsWith("{");
  }

  @Test
  void optionsOfACommandInASandboxNeedTheDashes() {
    var ran = new Terminal().run("sandbox", "exec", "dev", "ls", "-la");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("put -- before");
  }

  @Test
  void completionIsAScript() {
    var bash = new Terminal().run("completion", "bash");
    var zsh = new Terminal().run("completion", "zsh");

    assertThat(bash.code()).isZero();
    assertThat(bash.out()).startsWith("#!/usr/bin/env bash").contains("--cluster-id", "purge");
    assertThat(zsh.out()).startsWith("#compdef gstacks\n");
  }
}
