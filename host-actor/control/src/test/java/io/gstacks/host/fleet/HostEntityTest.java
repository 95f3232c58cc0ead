package io.gstacks.host.fleet;

import static io.gstacks.host.fleet.Samples.BROKEN;
import static io.gstacks.host.fleet.Samples.CLUSTER;
import static io.gstacks.host.fleet.Samples.FACTS;
import static io.gstacks.host.fleet.Samples.HEALTHY;
import static io.gstacks.host.fleet.Samples.HOST;
import static io.gstacks.host.fleet.Samples.SANDBOX;
import static io.gstacks.host.fleet.Samples.SMALL;
import static io.gstacks.host.fleet.Samples.TENANT;
import static io.gstacks.host.fleet.Samples.TOKEN;
import static io.gstacks.host.fleet.Samples.claim;
import static io.gstacks.host.fleet.Samples.introduction;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand.HostCondition;
import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostEntityTest {
  private static final ActorTestKit ACTORS =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.testkit.typed.single-expect-default = 15s")
              .withFallback(EventSourcedBehaviorTestKit.config()));
  private static final Telemetry IDLE = new Telemetry(0, 0, 0, 0, 0, 0, 0, 0, 1, 0);

  private final RecordedQuestions sandboxes = new RecordedQuestions();
  private final Queue<HostAnnouncement> announced = new ConcurrentLinkedQueue<>();
  private final TestProbe<SessionOrder> session = ACTORS.createTestProbe(SessionOrder.class);
  private final EventSourcedBehaviorTestKit<HostCommand, Recorded<HostEvent>, Kept<Host>> entity =
      EventSourcedBehaviorTestKit.create(
          ACTORS.system(),
          HostEntity.create(
              HOST,
              new HostEntity.World(
                  HostSettingsSamples.FAST,
                  sandboxes,
                  announced::add,
                  Clock.systemUTC(),
                  () -> {})),
          EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyEquality(true));

  @BeforeEach
  void enrol() {
    run(replyTo ->
        new HostCommand.Enrol(Meta.system(), TENANT, CLUSTER, TOKEN, "key", FACTS, replyTo));
  }

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  @Test
  void theEpochIsPersistedBeforeItIsGranted() {
    var connected = connect("boot-1");

    assertThat(events(connected)).last().isInstanceOf(HostEvent.Connected.class);
    assertThat(connected.reply()).isEqualTo(new HostReply.Granted(1));
    assertThat(view().status()).isEqualTo("connected");
  }

  @Test
  void anotherTenantSeesNothing() {
    var stranger = Meta.of(new Caller(Optional.of(TenantId.fresh()), Role.ADMIN, "key_1"));

    var reply = run(replyTo -> new HostCommand.Get(stranger, replyTo)).reply();

    assertThat(code(reply)).isEqualTo("not_found");
  }

  @Test
  void aRecoveredHostIsAwayUntilItsSessionSpeaks() {
    connect("boot-1");

    entity.restart();
    var before = view().status();
    var noted = alive(1, List.of(HEALTHY));

    assertThat(before).isEqualTo("disconnected");
    assertThat(noted.hasNoEvents()).isTrue();
    assertThat(noted.reply()).isEqualTo(new HostReply.Noted());
    assertThat(view().status()).isEqualTo("connected");
  }

  @Test
  void theWordOfAnotherEpochIsSuperseded() {
    connect("boot-1");

    assertThat(alive(7, List.of(HEALTHY)).reply()).isInstanceOf(HostReply.Superseded.class);
  }

  @Test
  void aHostThatIsNotHeardOfIsDisconnected() {
    connect("boot-1");

    eventually(state -> state.standing() == Member.Standing.DISCONNECTED);

    assertThat(view().status()).isEqualTo("disconnected");
    assertThat(alive(1, List.of(HEALTHY)).reply()).isInstanceOf(HostReply.Superseded.class);
  }

  @Test
  void healthIsPersistedWhenItChanges() {
    connect("boot-1");

    var broken = alive(1, List.of(BROKEN));
    var same = alive(1, List.of(BROKEN));

    assertThat(events(broken)).containsExactly(new HostEvent.RuntimesChanged(List.of(BROKEN)));
    assertThat(same.hasNoEvents()).isTrue();
    assertThat(view().eligibilityReason()).isEqualTo("runtime_unhealthy");
  }

  @Test
  void aBatchIsOneEventAndARepeatNone() {
    connect("boot-1");
    var claims = List.of(claim(SANDBOX, 1, SMALL), claim(SandboxId.fresh(), 1, SMALL));

    var first = reserve(claims);
    var repeat = reserve(claims);

    assertThat(events(first)).hasSize(1);
    assertThat(repeat.hasNoEvents()).isTrue();
    assertThat(((HostReply.Reserved) repeat.reply()).verdicts())
        .allMatch(HostReply.Verdict::granted);
    assertThat(((HostReply.Reserved) repeat.reply()).host().free().cpuMillis()).isEqualTo(3000);
  }

  @Test
  void nothingIsPlacedOnAHostThatIsAway() {
    var reply = (HostReply.Reserved) reserve(List.of(claim(SANDBOX, 1, SMALL))).reply();

    assertThat(reply.verdicts())
        .extracting(HostReply.Verdict::refusal)
        .containsExactly("disconnected");
    assertThat(reply.host().placeable()).isFalse();
  }

  @Test
  void workNeedsAReservationOfThatAttemptAndALine() {
    assertThat(code(provision(1).reply())).isEqualTo("host_disconnected");
    connect("boot-1");
    assertThat(code(provision(1).reply())).isEqualTo("no_reservation");
    reserve(List.of(claim(SANDBOX, 1, SMALL)));
    assertThat(code(provision(2).reply())).isEqualTo("no_reservation");

    assertThat(provision(1).reply()).isInstanceOf(HostReply.Accepted.class);

    assertThat(session.expectMessageClass(SessionOrder.Perform.class).command()).isEqualTo("cmd_1");
  }

  @Test
  void aLeaseWhoseWorkWasSentIsHeldWithoutAQuestion() {
    connect("boot-1");
    reserve(List.of(claim(SANDBOX, 1, SMALL)));
    provision(1);

    keepAliveUntil(host -> isHeld(host));

    assertThat(sandboxes.asked).isEmpty();
  }

  @Test
  void aLeaseThatRunsOutIsAQuestionToTheSandbox() {
    connect("boot-1");
    var stranded = SandboxId.fresh();
    sandboxes.answer = sandbox -> Optional.of(sandbox.equals(SANDBOX) ? Claim.OURS : Claim.STALE);
    reserve(List.of(claim(SANDBOX, 1, SMALL), claim(stranded, 1, SMALL)));

    keepAliveUntil(host -> host.ledger().reservations().size() == 1);

    keepAliveUntil(host -> isHeld(host));
  }

  @Test
  void aQuestionWithoutAnAnswerIsAskedAgainAndDecidesNothing() {
    connect("boot-1");
    sandboxes.answer = _ -> Optional.empty();
    reserve(List.of(claim(SANDBOX, 1, SMALL)));

    keepAliveUntil(_ -> sandboxes.asked.size() >= 2);
    assertThat(state().ledger().reservations()).containsKey(SANDBOX);

    sandboxes.answer = _ -> Optional.of(Claim.STALE);
    keepAliveUntil(host -> host.ledger().reservations().isEmpty());
  }

  @Test
  void i4AReservationThatNoInventoryShowsIsAskedAbout() {
    connect("boot-1");
    reserve(List.of(claim(SANDBOX, 1, SMALL)));
    provision(1);
    keepAliveUntil(host -> host.ledger().nextLease().isEmpty());
    sandboxes.answer = _ -> Optional.of(Claim.STALE);

    run(replyTo -> new HostCommand.Shown(Meta.system(), 1, List.of(), true, replyTo));

    keepAliveUntil(host -> host.ledger().reservations().isEmpty());
  }

  @Test
  void releaseIsIdempotent() {
    connect("boot-1");
    reserve(List.of(claim(SANDBOX, 1, SMALL)));

    var first = release(1);
    var repeat = release(1);

    assertThat(events(first)).hasSize(1);
    assertThat(repeat.hasNoEvents()).isTrue();
    assertThat(repeat.reply()).isEqualTo(new HostReply.Noted());
  }

  @Test
  void i5LosingItsTokenCutsTheLineAtOnce() {
    connect("boot-1");

    run(replyTo -> new HostCommand.LoseToken(Meta.system(), TOKEN, replyTo));

    assertThat(session.expectMessageClass(SessionOrder.Close.class).code()).isEqualTo("no_token");
    assertThat(view().status()).isEqualTo("no_token");
    assertThat(code(connect("boot-1").reply())).isEqualTo("no_token");
    assertThat(code(provision(1).reply())).isEqualTo("no_token");
    assertThat(announced).last().extracting(HostAnnouncement::why).isEqualTo("no_token");
  }

  @Test
  void aLostHostTellsEachSandboxUntilItHasHeard() {
    connect("boot-1");
    reserve(List.of(claim(SANDBOX, 1, SMALL)));
    sandboxes.deaf = true;

    var archived = run(replyTo -> new HostCommand.Archive(Meta.system(), true, replyTo));
    eventually(_ -> sandboxes.told.size() >= 2);
    sandboxes.deaf = false;

    eventually(host -> host.lost().isEmpty());
    assertThat(events(archived)).hasOnlyElementsOfType(HostEvent.DeclaredLost.class);
  }

  @Test
  void aLossIsToldAfterARestartToo() {
    connect("boot-1");
    reserve(List.of(claim(SANDBOX, 1, SMALL)));
    sandboxes.deaf = true;
    run(replyTo -> new HostCommand.Archive(Meta.system(), true, replyTo));

    entity.restart();
    sandboxes.deaf = false;

    eventually(host -> host.lost().isEmpty());
  }

  @Test
  void whatIsOnRecordOnceIsNotRecordedAgain() {
    connect("boot-1");
    var shown =
        List.of(new Disowned(Disowned.Kind.QUARANTINED, "c1", "name", "sbx_x", 1, "foreign"));

    var first = run(replyTo -> new HostCommand.Disown(Meta.system(), 1, shown, replyTo));
    var again = run(replyTo -> new HostCommand.Disown(Meta.system(), 1, shown, replyTo));

    assertThat(events(first)).hasSize(1);
    assertThat(again.hasNoEvents()).isTrue();
  }

  @Test
  void aNewLineClosesTheOldOneQuietly() {
    connect("boot-1");

    assertThat(connect("boot-1").reply()).isEqualTo(new HostReply.Granted(2));

    assertThat(session.expectMessageClass(SessionOrder.Close.class).code()).isEqualTo("superseded");
  }

  @Test
  void tagsAreReplacedAndAnnounced() {
    connect("boot-1");

    run(replyTo -> new HostCommand.SetTags(Meta.system(), Set.of("gpu"), replyTo));

    assertThat(view().tags()).containsExactly("gpu");
    session.awaitAssert(() ->
        assertThat(announced).last().extracting(HostAnnouncement::tags).isEqualTo(Set.of("gpu")));
  }

  private CommandResultWithReply<HostCommand, Recorded<HostEvent>, Kept<Host>, HostReply> connect(
      String boot) {
    return run(replyTo ->
        new HostCommand.Connect(Meta.system(), introduction(boot), session.ref(), replyTo));
  }

  private CommandResultWithReply<HostCommand, Recorded<HostEvent>, Kept<Host>, HostReply> alive(
      long epoch, List<RuntimeHealth> healths) {
    return run(replyTo ->
        new HostCommand.Alive(
            Meta.system(), epoch, session.ref(), new HostCondition(IDLE, healths), replyTo));
  }

  private CommandResultWithReply<HostCommand, Recorded<HostEvent>, Kept<Host>, HostReply> reserve(
      List<HostCommand.Claim> claims) {
    return run(replyTo -> new HostCommand.ReserveBatch(Meta.system(), claims, replyTo));
  }

  private CommandResultWithReply<HostCommand, Recorded<HostEvent>, Kept<Host>, HostReply> release(
      long attempt) {
    return run(replyTo -> new HostCommand.Release(Meta.system(), SANDBOX, attempt, replyTo));
  }

  private CommandResultWithReply<HostCommand, Recorded<HostEvent>, Kept<Host>, HostReply> provision(
      long attempt) {
    return run(replyTo ->
        new HostCommand.Perform(
            Meta.system(),
            SANDBOX,
            attempt,
            1,
            "cmd_1",
            Duration.ofSeconds(30),
            new WorkOrder.Provision(TENANT, "one", "image", "never", List.of(), Map.of(), SMALL),
            replyTo));
  }

  private CommandResultWithReply<HostCommand, Recorded<HostEvent>, Kept<Host>, HostReply> run(
      Function<ActorRef<HostReply>, HostCommand> command) {
    return entity.runCommand(command);
  }

  private HostView view() {
    return switch (run(replyTo -> new HostCommand.Get(Meta.system(), replyTo)).reply()) {
      case HostReply.Accepted(var host) -> host;
      case HostReply other -> throw new AssertionError(other);
    };
  }

  private static boolean isHeld(Member host) {
    return host.ledger().of(SANDBOX, 1).filter(kept -> kept.leaseUntil().isEmpty()).isPresent();
  }

  private Member state() {
    return (Member) entity.getState().state();
  }

  private void eventually(Predicate<Member> condition) {
    session.awaitAssert(
        Duration.ofSeconds(10),
        Duration.ofMillis(50),
        () -> {
          assertThat(condition.test(state())).isTrue();
          return true;
        });
  }

  private void keepAliveUntil(Predicate<Member> condition) {
    session.awaitAssert(
        Duration.ofSeconds(10),
        Duration.ofMillis(50),
        () -> {
          alive(state().epoch(), List.of(HEALTHY));
          assertThat(condition.test(state())).isTrue();
          return true;
        });
  }

  private static List<HostEvent> events(
      CommandResultWithReply<HostCommand, Recorded<HostEvent>, Kept<Host>, HostReply> result) {
    return result.events().stream().map(Recorded::event).toList();
  }

  private static String code(HostReply reply) {
    return switch (reply) {
      case HostReply.Refused(var refusal) -> refusal.code();
      case HostReply other -> throw new AssertionError(other);
    };
  }
}
