package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.output.Cells;

/** What a sandbox is waited for to become. */
enum Goal {
  RUNNING,
  STOPPED,
  ARCHIVED,
  PURGED;

  /** How far a sandbox is on its way. */
  sealed interface Outlook {
    record Reached() implements Outlook {}

    /** It will not get there by itself. */
    record Lost(String why) implements Outlook {}

    record OnItsWay(String where) implements Outlook {}
  }

  Outlook of(JsonNode sandbox) {
    var status = sandbox.path("status").asText("");
    return switch (this) {
      case RUNNING -> running(status, sandbox);
      case STOPPED ->
          status.equals("stopped") ? new Outlook.Reached() : unlessOver(status, sandbox);
      case ARCHIVED ->
          status.equals("archived") ? new Outlook.Reached() : unlessError(status, sandbox);
      case PURGED ->
          sandbox.hasNonNull("deleted_at") ? new Outlook.Reached() : unlessError(status, sandbox);
    };
  }

  /** A process that ended at once was running, but it is not: whoever waits must hear of it. */
  private static Outlook running(String status, JsonNode sandbox) {
    var starts = sandbox.path("wanted").asText("running").equals("running");
    return switch (status) {
      case "running" -> new Outlook.Reached();
      case "stopped" -> starts ? where(status, sandbox) : new Outlook.Lost(words(status, sandbox));
      default -> unlessOver(status, sandbox);
    };
  }

  private static Outlook unlessOver(String status, JsonNode sandbox) {
    return switch (status) {
      case "archiving", "archived" -> new Outlook.Lost(words(status, sandbox));
      default -> unlessError(status, sandbox);
    };
  }

  private static Outlook unlessError(String status, JsonNode sandbox) {
    return status.equals("error")
        ? new Outlook.Lost(words(status, sandbox))
        : where(status, sandbox);
  }

  private static Outlook where(String status, JsonNode sandbox) {
    var queued = sandbox.path("placement");
    var position = queued.path("position");
    return queued.hasNonNull("queued_reason")
        ? new Outlook.OnItsWay(
            status
                + ", queued"
                + (position.isNumber() ? " at " + position.asText() : "")
                + ": "
                + Cells.of(queued.path("queued_reason")))
        : new Outlook.OnItsWay(status);
  }

  private static String words(String status, JsonNode sandbox) {
    var reason = sandbox.path("reason");
    return reason.isObject()
        ? status + ", " + Cells.of(reason.path("code")) + ": " + Cells.of(reason.path("message"))
        : status;
  }
}
