package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ControlPlane;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Route;
import io.gstacks.cli.config.Login;
import io.gstacks.cli.config.LoginFile;
import io.gstacks.cli.output.Cells;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "auth",
    description = "Stores and removes the login of this machine.",
    footerHeading = Invocation.EXAMPLES,
    footer = "  gstacks auth login --base-url http://127.0.0.1:8080 --api-key-stdin < admin.key")
final class AuthCommands {
  private final Invocation gstacks;

  AuthCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "login",
      description = {
        "Validates an API key at the control plane and stores it (file mode 0600).",
        "The key is required: --api-key, --api-key-stdin, or GSTACKS_API_KEY. Other users of this"
            + " machine can see a command line, so prefer the latter two."
      },
      footerHeading = Invocation.EXAMPLES,
      footer = {
        "  gstacks auth login --base-url http://devops.local:8080 --api-key gsk_xxxxx",
        "  gstacks auth login --api-key-stdin < admin.key",
        "  gstacks auth login --config-file ./staging.json --base-url https://gstacks.example"
            + " --api-key-stdin"
      })
  int login(
      @Option(
              names = "--base-url",
              paramLabel = "<url>",
              description =
                  "The control plane. Default: GSTACKS_BASE_URL, else "
                      + ControlPlane.DEFAULT_BASE_URL
                      + ".")
          Optional<String> baseUrl,
      @Option(
              names = "--api-key",
              paramLabel = "<key>",
              description = "The API key. Required, unless it comes another way.")
          Optional<String> apiKey,
      @Option(
              names = "--api-key-stdin",
              description = "Reads the key from the first line of standard input.")
          boolean fromStdin) {
    var environment = gstacks.surroundings().environment();
    var key = fromStdin ? firstLine() : apiKey.or(() -> Login.present(environment, Login.API_KEY));
    var url = baseUrl.or(() -> Login.present(environment, Login.BASE_URL));
    var plane =
        ControlPlane.of(
            url.orElse(ControlPlane.DEFAULT_BASE_URL),
            key.orElseThrow(
                () -> Failure.usage("--api-key or --api-key-stdin is required").thrown()));
    var who = gstacks.api(plane).send(Call.get(Route.to("whoami")));
    file().write(plane);
    var name = Cells.of(who.json().path("key").path("name"));
    var tenant = Cells.of(who.json().path("tenant").path("name"));
    gstacks.note("logged in to " + plane + " as " + name + " of " + tenant + ": " + file().path());
    if (gstacks.json()) {
      gstacks.output().details(who);
    }
    return ExitCode.OK.code();
  }

  private Optional<String> firstLine() {
    try {
      var reader = new InputStreamReader(gstacks.surroundings().in(), StandardCharsets.UTF_8);
      return Optional.ofNullable(new BufferedReader(reader).readLine()).map(String::strip);
    } catch (IOException e) {
      throw Failure.usage("standard input cannot be read: " + e.getMessage()).thrown();
    }
  }

  @Command(
      name = "logout",
      description = "Removes the stored login. The key itself stays valid: see key revoke.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks auth logout")
  int logout() {
    var removed = file().delete();
    var document = Json.object().put("config_file", file().path().toString());
    gstacks.said(
        (removed ? "removed " : "nothing stored in ") + file().path(),
        document.put("removed", removed));
    if (gstacks.surroundings().environment().containsKey(Login.API_KEY)) {
      gstacks.note("note: " + Login.API_KEY + " is still set in this shell");
    }
    return ExitCode.OK.code();
  }

  private LoginFile file() {
    return gstacks
        .configFile()
        .map(LoginFile::new)
        .orElseGet(() -> LoginFile.standard(gstacks.surroundings().environment()));
  }
}
