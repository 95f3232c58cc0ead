package io.gstacks.persistence.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.example.Counter;
import io.gstacks.persistence.example.CounterEntity;
import io.gstacks.persistence.example.CounterEntity.Command;
import io.gstacks.persistence.example.CounterEntity.Reply;
import io.gstacks.persistence.example.CounterEntity.Value;
import io.gstacks.persistence.example.CounterEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DurableEntityTest {
  private static final ActorTestKit ACTORS =
      ActorTestKit.create(EventSourcedBehaviorTestKit.config());
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final TenantId OURS = TenantId.fresh();
  private static final TenantId THEIRS = TenantId.fresh();

  private final EventSourcedBehaviorTestKit<Command, Recorded<CounterEvent>, Kept<Counter>> entity =
      EventSourcedBehaviorTestKit.create(
          ACTORS.system(),
          CounterEntity.create("c1", Clock.fixed(NOW, ZoneOffset.UTC)),
          EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyEquality(true));

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  @Test
  void wrapsWhatWasDecidedInItsCircumstances() {
    var result =
        entity.<Reply>runCommand(replyTo -> new CounterEntity.Add(ours("cmd_1"), 2, replyTo));

    assertThat(result.reply()).isEqualTo(new Value(2));
    assertThat(result.event())
        .isEqualTo(
            new Recorded<>(
                NOW,
                Optional.of(OURS),
                "key_1",
                "req_1",
                "cmd_1",
                Optional.empty(),
                new CounterEvent.Added(2, Optional.empty())));
  }

  @Test
  void doesTheSameCommandOnce() {
    entity.<Reply>runCommand(replyTo -> new CounterEntity.Add(ours("cmd_1"), 2, replyTo));

    var repeat =
        entity.<Reply>runCommand(replyTo -> new CounterEntity.Add(ours("cmd_1"), 2, replyTo));

    assertThat(repeat.hasNoEvents()).isTrue();
    assertThat(repeat.reply()).isEqualTo(new Value(2));
  }

  @Test
  void remembersItsCommandsAfterARestart() {
    entity.<Reply>runCommand(replyTo -> new CounterEntity.AddOnes(ours("cmd_1"), 3, replyTo));

    entity.restart();

    assertThat(
            entity
                .<Reply>runCommand(replyTo -> new CounterEntity.AddOnes(ours("cmd_1"), 3, replyTo))
                .hasNoEvents())
        .isTrue();
  }

  @Test
  void forgetsTheOldestCommandBeyondSixtyFour() {
    for (int i = 0; i <= Kept.COMMANDS; i++) {
      var command = "cmd_" + i;
      entity.<Reply>runCommand(replyTo -> new CounterEntity.Add(ours(command), 1, replyTo));
    }

    assertThat(entity.getState().commands()).hasSize(Kept.COMMANDS).doesNotContain("cmd_0");
  }

  @Test
  void answersAForeignTenantAsIfNothingWereThere() {
    var absent =
        EventSourcedBehaviorTestKit.create(ACTORS.system(), CounterEntity.create("none"))
            .<Reply>runCommand(replyTo -> new CounterEntity.Get(theirs(), replyTo))
            .reply();
    entity.<Reply>runCommand(replyTo -> new CounterEntity.Add(ours("cmd_1"), 2, replyTo));

    var read = entity.<Reply>runCommand(replyTo -> new CounterEntity.Get(theirs(), replyTo));
    var write = entity.<Reply>runCommand(replyTo -> new CounterEntity.Add(theirs(), 2, replyTo));

    assertThat(read.reply()).isEqualTo(absent);
    assertThat(write.reply()).isEqualTo(absent);
    assertThat(write.hasNoEvents()).isTrue();
  }

  @Test
  void persistsNothingForARefusal() {
    var refused =
        entity.<Reply>runCommand(
            replyTo -> new CounterEntity.Add(ours("cmd_1"), 1_000_000, replyTo));

    assertThat(refused.hasNoEvents()).isTrue();
    assertThat(refused.reply()).isInstanceOf(CounterEntity.Refused.class);
  }

  @Test
  void persistsNothingForWhatAlreadyIs() {
    var nothing =
        entity.<Reply>runCommand(replyTo -> new CounterEntity.Add(ours("cmd_1"), 0, replyTo));

    assertThat(nothing.hasNoEvents()).isTrue();
    assertThat(nothing.reply()).isEqualTo(new Value(0));
  }

  @Test
  void notesWhenItWantsToBeWoken() {
    var alarm = NOW.plusSeconds(60);

    entity.<Reply>runCommand(replyTo -> new CounterEntity.SetAlarm(ours("cmd_1"), alarm, replyTo));
    var later =
        entity.<Reply>runCommand(replyTo -> new CounterEntity.Add(ours("cmd_2"), 1, replyTo));

    assertThat(later.event().wakeAt()).contains(alarm);
  }

  private static Meta ours(String command) {
    return new Meta(new Caller(Optional.of(OURS), Role.MEMBER, "key_1"), "req_1", command);
  }

  private static Meta theirs() {
    return Meta.of(new Caller(Optional.of(THEIRS), Role.ADMIN, "key_2"));
  }
}
