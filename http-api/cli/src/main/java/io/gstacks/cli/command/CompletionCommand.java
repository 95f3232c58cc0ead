package io.gstacks.cli.command;

import io.gstacks.cli.api.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Prints a script that teaches a shell to complete this command.",
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  source <(gstacks completion bash)",
      "  gstacks completion bash > /etc/bash_completion.d/gstacks",
      "  gstacks completion zsh > \"$${fpath[1]}/_gstacks\""
    })
final class CompletionCommand implements Callable<Integer> {
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Invocation gstacks;

  @Parameters(index = "0", paramLabel = "<shell>", description = "bash or zsh. Required.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Override
  public Integer call() {
    var bash = AutoComplete.bash("gstacks", Gstacks.complete(gstacks.surroundings()));
    var script =
        switch (shell) {
          case BASH -> bash;
          // zsh runs bash's completions; the script turns that on by itself
          case ZSH -> "#compdef gstacks\n" + bash;
        };
    var document = Json.object().put("shell", shell.toString()).put("script", script);
    return gstacks.said(script.stripTrailing(), document);
  }
}
