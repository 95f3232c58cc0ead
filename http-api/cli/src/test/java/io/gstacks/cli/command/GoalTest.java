package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.api.Json;
import io.gstacks.cli.command.Goal.Outlook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {
  @ParameterizedTest
  @CsvSource({
    "RUNNING, running, running, Reached",
    "RUNNING, creating, running, OnItsWay",
    "RUNNING, stopped, running, OnItsWay",
    "RUNNING, unreachable, running, OnItsWay",
    "RUNNING, stopped, stopped, Lost",
    "RUNNING, error, running, Lost",
    "RUNNING, archiving, archived, Lost",
    "STOPPED, stopped, stopped, Reached",
    "STOPPED, stopping, stopped, OnItsWay",
    "STOPPED, archived, archived, Lost",
    "STOPPED, error, stopped, Lost",
    "ARCHIVED, archived, archived, Reached",
    "ARCHIVED, archiving, archived, OnItsWay",
    "ARCHIVED, error, archived, Lost",
    "PURGED, archived, archived, OnItsWay"
  })
  void judges(Goal goal, String status, String wanted, String outlook) {
    var sandbox = Json.object().put("status", status).put("wanted", wanted);

    assertThat(goal.of(sandbox).getClass().getSimpleName()).isEqualTo(outlook);
  }

  @Test
  void purgedIsWhatHasADeletionTime() {
    var sandbox = Json.object().put("status", "archived").put("deleted_at", "2026-01-01T00:00:00Z");

    assertThat(Goal.PURGED.of(sandbox)).isEqualTo(new Outlook.Reached());
  }

  @Test
  void tellsWhatASandboxWaitsFor() {
    var sandbox =
        Json.lenient(
            """
            {"status":"creating","placement":{"queued_reason":"no host has room","position":2}}\
            """);

    assertThat(Goal.RUNNING.of(sandbox))
        .isEqualTo(new Outlook.OnItsWay("creating, queued at 2: no host has room"));
  }

  @Test
  void tellsWhyItWillNotBe() {
    var sandbox =
        Json.lenient(
            """
            {"status":"error","reason":{"code":"image_missing","message":"no such image"}}\
            """);

    assertThat(Goal.RUNNING.of(sandbox))
        .isEqualTo(new Outlook.Lost("error, image_missing: no such image"));
  }
}
