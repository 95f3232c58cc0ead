package io.gstacks.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gstacks.http.idempotency.RequestCommand.Begin;
import io.gstacks.http.idempotency.RequestCommand.Reply;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RequestEntityTest {
  private static final ActorTestKit ACTORS =
      ActorTestKit.create(EventSourcedBehaviorTestKit.config().withFallback(ConfigFactory.load()));
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final TenantId TENANT = TenantId.fresh();

  private final TestClock clock = new TestClock();
  private final EventSourcedBehaviorTestKit<
          RequestCommand, Recorded<RequestEvent>, Kept<RequestState>>
      entity =
          EventSourcedBehaviorTestKit.create(
              ACTORS.system(), RequestEntity.create(RequestKey.of(TENANT, "k"), clock));

  @Test
  void letsOneRunIt() {
    assertThat(begin("one", true)).isInstanceOf(RequestCommand.Run.class);
    assertThat(begin("one", true)).isInstanceOf(RequestCommand.Busy.class);
  }

  @Test
  void letsTheNextRunItWhenTheFirstFellSilent() {
    begin("one", true);
    clock.pass(LEASE.minusMillis(1));
    assertThat(begin("one", true)).isInstanceOf(RequestCommand.Busy.class);

    clock.pass(Duration.ofMillis(1));

    assertThat(begin("one", true)).isEqualTo(new RequestCommand.Run(0, RequestStateTest.SEED));
  }

  @Test
  void leavesItToWhoStillRunsIt() {
    begin("one", true);
    clock.pass(LEASE.minusMillis(1));
    ask(replyTo -> new RequestCommand.Extend(meta(), 0, LEASE, replyTo));
    clock.pass(LEASE.minusMillis(1));

    assertThat(begin("one", true)).isInstanceOf(RequestCommand.Busy.class);
  }

  @Test
  void runsAgainAfterACrashOfItsNode() {
    begin("one", true);

    entity.restart();

    assertThat(begin("one", true)).isEqualTo(new RequestCommand.Run(0, RequestStateTest.SEED));
  }

  @Test
  void neverRunsTwiceWhatMustNot() {
    begin("one", false);

    entity.restart();

    assertThat(refusalCode(begin("one", false))).isEqualTo("outcome_unknown");
  }

  @Test
  void runsAgainAtOnceWhatWasGivenUp() {
    begin("one", true);
    ask(replyTo -> new RequestCommand.GiveUp(meta(), 0, replyTo));

    assertThat(begin("one", true)).isInstanceOf(RequestCommand.Run.class);
  }

  @Test
  void keepsTheAnswerOverARestart() {
    begin("one", true);
    ask(replyTo -> new RequestCommand.KeepPart(meta(), 0, 0, RequestStateTest.SEED, replyTo));
    ask(replyTo ->
        new RequestCommand.KeepLast(
            meta(), 0, 1, 201, "application/json", RequestStateTest.BODY, replyTo));

    entity.restart();

    assertThat(begin("one", true))
        .isEqualTo(
            new RequestCommand.Answered(0, 201, "application/json", 2, RequestStateTest.SEED));
    assertThat(ask(replyTo -> new RequestCommand.GetPart(meta(), 0, 1, replyTo)))
        .isEqualTo(new RequestCommand.Part(RequestStateTest.BODY));
    assertThat(ask(replyTo -> new RequestCommand.GetPart(meta(), 0, 2, replyTo)))
        .isInstanceOf(RequestCommand.Refused.class);
  }

  @Test
  void refusesAnotherRequest() {
    begin("one", true);

    assertThat(refusalCode(begin("two", true))).isEqualTo("idempotency_key_reused");
  }

  @Test
  void forgetsAfterADay() {
    begin("one", true);
    clock.pass(DAY);

    assertThat(begin("two", true)).isEqualTo(new RequestCommand.Run(1, RequestStateTest.SEED));
  }

  @Test
  void persistsNothingForARepeat() {
    begin("one", true);

    var repeat = entity.<Reply>runCommand(replyTo -> beginning("one", true, replyTo));

    assertThat(repeat.hasNoEvents()).isTrue();
  }

  private Reply begin(String fingerprint, boolean repeatable) {
    return ask(replyTo -> beginning(fingerprint, repeatable, replyTo));
  }

  private static Begin beginning(String fingerprint, boolean repeatable, ActorRef<Reply> replyTo) {
    return new Begin(meta(), fingerprint, repeatable, RequestStateTest.SEED, DAY, LEASE, replyTo);
  }

  private Reply ask(java.util.function.Function<ActorRef<Reply>, RequestCommand> command) {
    return entity.<Reply>runCommand(command).reply();
  }

  private static Meta meta() {
    return new Meta(
        new Caller(Optional.of(TENANT), Role.MEMBER, "key_1"), "req_1", "cmd_" + Ulid.next());
  }

  private static String refusalCode(Reply reply) {
    return reply instanceof RequestCommand.Refused(var refusal) ? refusal.code() : "";
  }

  @AfterAll
  static void shutDown() {
    ACTORS.shutdownTestKit();
  }

  /** Time moved by hand. */
  private static final class TestClock extends Clock {
    private Instant now = RequestStateTest.NOON;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
