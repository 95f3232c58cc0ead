package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.Answer;
import io.gstacks.cli.api.Api;
import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.Route;
import java.time.Duration;
import picocli.CommandLine.Option;

/**
 * Waits, when asked to, until a sandbox is what was wanted. It looks at the record again and again
 * and does not hold one long request, so that the id is in hand from the beginning and the progress
 * says what the sandbox waits for.
 */
final class Waiting {
  @Option(
      names = "--wait",
      description =
          "Waits until it is so; exit code 1 when it will not be, 124 when the time is over."
              + " Default: returns once the wish is recorded.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      defaultValue = "60",
      description = "How long --wait waits. Default: ${DEFAULT-VALUE}.")
  private int seconds = 60;

  /** Prints the sandbox at the end of the wait, however it ended. */
  int row(Invocation gstacks, Answer first, Goal goal) {
    if (!wait) {
      return gstacks.row(first, Views.SANDBOXES);
    }
    var last = await(gstacks, first, goal);
    gstacks.row(last, Views.SANDBOXES);
    return switch (goal.of(last.json())) {
      case Goal.Outlook.Reached() -> ExitCode.OK.code();
      case Goal.Outlook.Lost(var why) -> throw lost(last.json(), why).thrown();
      case Goal.Outlook.OnItsWay(var where) -> throw over(last.json(), where).thrown();
    };
  }

  private Answer await(Invocation gstacks, Answer first, Goal goal) {
    var settings = gstacks.api().settings();
    var look = Call.get(Route.to("sandboxes", id(first.json())));
    var began = System.nanoTime();
    var pause = settings.poll();
    var latest = first;
    try (var progress = gstacks.progress()) {
      while (goal.of(latest.json()) instanceof Goal.Outlook.OnItsWay(var where)) {
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        if (elapsed.compareTo(Duration.ofSeconds(seconds)) >= 0) {
          return latest;
        }
        progress.say(id(latest.json()) + " " + where + " (" + elapsed.toSeconds() + " s)");
        Api.rest(pause);
        pause = shorter(pause.multipliedBy(3).dividedBy(2), settings.pollAtMost());
        latest = gstacks.api().send(look);
      }
    }
    return latest;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Failure lost(JsonNode sandbox, String why) {
    return Failure.local(
        ExitCode.FAILED,
        sandbox.path("reason").path("code").asText("sandbox_" + sandbox.path("status").asText()),
        "the sandbox is " + why,
        "gstacks sandbox activity " + id(sandbox) + " tells how it came to this");
  }

  private Failure over(JsonNode sandbox, String where) {
    return Failure.local(
        ExitCode.TIMED_OUT,
        "wait_timeout",
        "after " + seconds + " s the sandbox is " + where + "; it goes on",
        "gstacks sandbox get " + id(sandbox) + ", or a longer --timeout");
  }

  private static String id(JsonNode sandbox) {
    return sandbox.path("id").asText();
  }
}
