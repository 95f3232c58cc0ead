package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.Answer;
import io.gstacks.cli.api.Api;
import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ControlPlane;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Names;
import io.gstacks.cli.api.Pages;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import io.gstacks.cli.config.Login;
import io.gstacks.cli.output.Column;
import io.gstacks.cli.output.Output;
import io.gstacks.cli.output.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * One run of the command: the options that every command has, and what commands reach through them.
 * Nothing is read or opened before a command needs it, so that {@code gstacks version} needs
 * nothing.
 */
public final class Invocation {
  /** The heading above the examples in each command's help. */
  static final String EXAMPLES = "%nExamples:%n";

  private final Surroundings surroundings;
  private @Nullable Api api;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description =
          "Prints what the API answers: one JSON document, or one a line (NDJSON) for streams."
              + " Default: tables for people.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Prints ids only, one a line.")
  private boolean quiet;

  @Option(
      names = "--config-file",
      paramLabel = "<file>",
      scope = ScopeType.INHERIT,
      description =
          "The stored login. Default: GSTACKS_BASE_URL and GSTACKS_API_KEY when set, else"
              + " $XDG_CONFIG_HOME/gstacks/config.json (~/.config by default).")
  private Optional<Path> configFile = Optional.empty();

  public Invocation(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  public boolean json() {
    return json;
  }

  Optional<Path> configFile() {
    return configFile;
  }

  Output output() {
    var form = json ? Output.Form.JSON : quiet ? Output.Form.IDS : Output.Form.TABLE;
    return new Output(form, surroundings.out());
  }

  Progress progress() {
    return new Progress(surroundings.err(), surroundings.watched());
  }

  /** A sentence that is not the result: standard error, and not for programs. */
  void note(String sentence) {
    if (!json && !quiet) {
      surroundings.err().println(sentence);
    }
  }

  Api api() {
    var opened = api;
    if (opened == null) {
      var login = Login.resolve(configFile, surroundings.environment());
      if (login.exposed()) {
        note("warning: others can read the key: chmod 600 " + login.source());
      }
      opened = api(login.plane());
      api = opened;
    }
    return opened;
  }

  Api api(ControlPlane plane) {
    if (plane.exposesKey()) {
      note("warning: the key crosses the network in clear text to " + plane + "; use https");
    }
    return new Api(plane, surroundings.settings());
  }

  String id(Resource resource, String reference) {
    return Names.id(api(), resource, reference);
  }

  Optional<String> id(Resource resource, Optional<String> reference) {
    return reference.map(given -> id(resource, given));
  }

  int list(Route route, Paging paging, List<Column> columns) {
    var pages = Pages.read(api(), route, paging.cursor(), paging.limit());
    output().list(pages, columns);
    pages.nextCursor().ifPresent(cursor -> note("there are more: --cursor " + cursor));
    return ExitCode.OK.code();
  }

  int details(Route route) {
    output().details(api().send(Call.get(route)));
    return ExitCode.OK.code();
  }

  int row(Answer answer, List<Column> columns) {
    output().row(answer, columns);
    return ExitCode.OK.code();
  }

  int said(String sentence, JsonNode document) {
    output().said(sentence, document);
    return ExitCode.OK.code();
  }
}
