package io.gstacks.scheduler.sandbox;

import static io.gstacks.scheduler.sandbox.Samples.CLUSTER;
import static io.gstacks.scheduler.sandbox.Samples.HOST;
import static io.gstacks.scheduler.sandbox.Samples.ID;
import static io.gstacks.scheduler.sandbox.Samples.NOW;
import static io.gstacks.scheduler.sandbox.Samples.OTHER;
import static io.gstacks.scheduler.sandbox.Samples.SETTINGS;
import static io.gstacks.scheduler.sandbox.Samples.TENANT;
import static io.gstacks.scheduler.sandbox.Samples.done;
import static io.gstacks.scheduler.sandbox.Samples.fault;
import static io.gstacks.scheduler.sandbox.Samples.spec;
import static io.gstacks.scheduler.sandbox.Samples.workload;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gstacks.host.Resources;
import io.gstacks.host.fleet.Facts;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.HostView;
import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload.State;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.sealed.Sealed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The shell only: that decisions become the right effects, and that these are repeated. The rules
 * themselves are in SandboxTest.
 */
class SandboxEntityTest {
  private static final ActorTestKit ACTORS =
      ActorTestKit.create(
          ManualTime.config()
              .withFallback(EventSourcedBehaviorTestKit.config())
              .withFallback(ConfigFactory.load()));
  private static final ManualTime TIME = ManualTime.get(ACTORS.system());
  private static final Caller OWNER = new Caller(Optional.of(TENANT), Role.MEMBER, "key_1");
  private static final Caller HOST_ITSELF = Caller.host(TENANT, HOST.value());

  private final ManualClock clock = new ManualClock();
  private final ScriptedHosts hosts = new ScriptedHosts(ACTORS.system());
  private final RecordingPlacements placements = new RecordingPlacements();
  private final AtomicInteger left = new AtomicInteger();
  private final EventSourcedBehaviorTestKit<SandboxCommand, Recorded<SandboxEvent>, Kept<Sandbox>>
      entity =
          EventSourcedBehaviorTestKit.create(
              ACTORS.system(),
              SandboxEntity.create(
                  ID,
                  new Errands.World(hosts, placements, (_, value) -> open(value), SETTINGS),
                  clock,
                  _ -> left.incrementAndGet()),
              EventSourcedBehaviorTestKit.enabledSerializationSettings()
                  .withVerifyState(false)
                  .withVerifyEquality(true));

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  @BeforeEach
  void clear() {
    entity.clear();
    placements.forget();
    hosts.forget();
  }

  @Test
  void aCreateIsStoredAndThenLooksForAHost() {
    var reply = create(spec());

    assertThat(events()).containsExactly(new SandboxEvent.Requested(TENANT, spec(), NOW));
    assertThat(view(reply).status()).isEqualTo("creating");
    assertThat(placements.wanted()).extracting(HostWanted::attempt).containsExactly(1L);
  }

  @Test
  void aRepeatedCreateStoresNothing() {
    create(spec());
    create(spec());

    assertThat(events()).hasSize(1);
  }

  @Test
  void aPlacedSandboxIsProvisionedWithItsSecretsInTheClear() {
    create(spec(Duration.ZERO, Map.of("KEY", Samples.SECRET)));
    place();

    var perform = awaitPerform();
    assertThat(perform.generation()).isEqualTo(1);
    assertThat(((WorkOrder.Provision) perform.order()).environment())
        .containsExactly(Map.entry("KEY", "opened"));
    assertThat(entity.getState().toString()).doesNotContain("opened");
  }

  @Test
  void anEnvironmentThatNobodyCanOpenIsAnError() {
    var forged = new Sealed("1:" + "0".repeat(26) + ":AA==");
    create(spec(Duration.ZERO, Map.of("KEY", forged)));
    place();

    ACTORS
        .createTestProbe()
        .awaitAssert(() -> {
          assertThat(life().reason().map(SandboxView.Reason::code))
              .contains("environment_unreadable");
          return null;
        });
    assertThat(life().status()).isEqualTo(Status.ERROR);
  }

  @Test
  void whatRunsIsTold() {
    var waiting = ACTORS.<SandboxCommand.Reply>createTestProbe();
    create(spec());
    entity.runCommand(new SandboxCommand.AwaitSettled(Meta.of(OWNER), waiting.ref()));
    run();

    assertThat(view(waiting.receiveMessage()).status()).isEqualTo("running");
    assertThat(placements.startsEnded()).containsExactly(ID);
  }

  @Test
  void anUnansweredOrderIsRepeatedWithTheSameCommand() {
    create(spec());
    place();
    awaitPerform();
    pass(SETTINGS.repeatAfter());

    ACTORS
        .createTestProbe()
        .awaitAssert(() -> {
          assertThat(hosts.seen(HostCommand.Perform.class))
              .extracting(HostCommand.Perform::command)
              .hasSize(2)
              .containsOnly("wrk_" + ID.value().substring(4) + "_1");
          return null;
        });
  }

  @Test
  void anEarlyWakeSendsNothingTwice() {
    create(spec());
    place();
    awaitPerform();
    tell(replyTo -> new SandboxCommand.Wake(Meta.system(), replyTo));

    assertThat(hosts.seen(HostCommand.Perform.class)).hasSize(1);
  }

  @Test
  void aNewIncarnationFindsWhatIsDue() {
    create(spec());
    place();
    hosts.forget();
    entity.restart();
    tell(replyTo -> new SandboxCommand.Wake(Meta.system(), replyTo));

    assertThat(hosts.seen(HostCommand.Perform.class)).hasSize(1);
  }

  @Test
  void aHostThatDeclinesIsLeftAndReleased() {
    hosts.answering(command ->
        command instanceof HostCommand.Perform
            ? new HostReply.Refused(Refusal.conflict("host_disconnected", "away"))
            : new HostReply.Noted());
    create(spec());
    place();

    ACTORS
        .createTestProbe()
        .awaitAssert(() -> {
          assertThat(placements.wanted()).extracting(HostWanted::attempt).contains(2L);
          assertThat(hosts.seen(HostCommand.Release.class)).hasSize(1);
          assertThat(life().leftovers()).isEmpty();
          return null;
        });
    assertThat(placements.wanted().getLast().avoided()).containsExactly(HOST);
  }

  @Test
  void aPlaceThatCameTooLateIsGivenBack() {
    create(spec());
    run();
    var meta = new Meta(Caller.system(), "", "placed/1/other");
    tell(replyTo -> new SandboxCommand.Placed(meta, 1, OTHER, replyTo));

    assertThat(hosts.seen(HostCommand.Release.class)).hasSize(1);
    assertThat(life().livesOn(HOST)).isTrue();
  }

  @Test
  void archiveStoresNothingWhileTheHostIsAway() {
    create(spec());
    run();
    hosts.answering(_ -> new HostReply.Accepted(host("disconnected")));

    var reply = ask(replyTo -> new SandboxCommand.Archive(Meta.of(OWNER), replyTo));
    assertThat(refusal(reply).code()).isEqualTo("host_disconnected");
    assertThat(life().status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void archiveGoesAheadWhenTheHostIsThere() {
    create(spec());
    run();
    hosts.answering(_ -> new HostReply.Accepted(host("connected")));

    var reply = ask(replyTo -> new SandboxCommand.Purge(Meta.of(OWNER), replyTo));
    assertThat(view(reply).status()).isEqualTo("archiving");
    assertThat(hosts.seen(HostCommand.Perform.class).getLast().order())
        .isEqualTo(new WorkOrder.Remove(true));
  }

  @Test
  void archiveSaysSoWhenTheHostGivesNoAnswer() {
    create(spec());
    run();
    hosts.failing();

    var reply = ask(replyTo -> new SandboxCommand.Archive(Meta.of(OWNER), replyTo));
    assertThat(refusal(reply).code()).isEqualTo("no_answer");
  }

  @Test
  void aForeignTenantIsToldThatNothingIsThere() {
    create(spec());
    var stranger = new Caller(Optional.of(TenantId.fresh()), Role.ADMIN, "key_2");

    var reply = tell(replyTo -> new SandboxCommand.Get(Meta.of(stranger), replyTo));
    assertThat(refusal(reply).code()).isEqualTo("not_found");
  }

  @Test
  void whatDoesNotExistAnswersAndLeaves() {
    var exited = workload(1, State.EXITED, "exited");

    assertThat(refusal(tell(r -> new SandboxCommand.Get(Meta.of(OWNER), r))).code())
        .isEqualTo("not_found");
    assertThat(tell(r -> new SandboxCommand.Rediscovered(hostMeta(), HOST, CLUSTER, exited, r)))
        .isInstanceOfSatisfying(
            SandboxCommand.Claimed.class,
            claimed -> assertThat(claimed.claim()).isEqualTo(Claim.IGNORED_NOT_FOUND));
    assertThat(left).hasValue(2);
    assertThat(events()).isEmpty();
  }

  @Test
  void aWorkloadOnAnotherHostIsReboundOnceTheRecordedOneIsSeenToBeAway() {
    create(spec());
    run();
    hosts.answering(_ -> new HostReply.Accepted(host("disconnected")));
    var found = workload(1, State.RUNNING, "");

    var reply = ask(r -> new SandboxCommand.Rediscovered(hostMeta(), OTHER, CLUSTER, found, r));
    assertThat(reply).isEqualTo(new SandboxCommand.Claimed(Claim.OURS, Optional.empty()));
    assertThat(life().livesOn(OTHER)).isTrue();
    assertThat(hosts.seen(HostCommand.ReserveBatch.class)).hasSize(1);
  }

  @Test
  void aQuestionAboutARunningSandboxIsAnsweredOnceItsHostHasLooked() {
    create(spec());
    run();
    hosts.forget();
    var asker = ACTORS.<SandboxCommand.Reply>createTestProbe();
    entity.runCommand(new SandboxCommand.Holds(hostMeta(), HOST, 1, asker.ref()));
    var check = hosts.seen(HostCommand.Perform.class).getLast();
    assertThat(check.order()).isEqualTo(new WorkOrder.Start());
    asker.expectNoMessage(Duration.ZERO);

    finish(check.command(), fault("no_such_workload", false));
    assertThat(asker.receiveMessage())
        .isEqualTo(new SandboxCommand.Claimed(Claim.OURS, Optional.empty()));
    assertThat(life().interrupted()).isTrue();

    pass(SETTINGS.restartDelay());
    assertThat(life().generation()).isEqualTo(2);
  }

  @Test
  void stepsOfAPullAreRecordedUpToALimit() {
    create(spec());
    place();
    for (int i = 0; i < 5; i++) {
      var detail = i + " of 5";
      tell(r -> new SandboxCommand.Progress(hostMeta(), HOST, "pull", detail, r));
    }

    assertThat(events()).filteredOn(SandboxEvent.Progressed.class::isInstance).hasSize(2);
  }

  private static String open(Sealed value) {
    if (!value.equals(Samples.SECRET)) {
      throw new IllegalArgumentException("not sealed for this tenant");
    }
    return "opened";
  }

  private void run() {
    place();
    finish(awaitPerform().command(), done(1, State.RUNNING));
  }

  private SandboxCommand.Reply create(SandboxSpec spec) {
    return tell(replyTo -> new SandboxCommand.Create(Meta.of(OWNER), TENANT, spec, replyTo));
  }

  private void place() {
    var meta = new Meta(Caller.system(), "", "placed/1/host");
    tell(replyTo -> new SandboxCommand.Placed(meta, 1, HOST, replyTo));
  }

  private HostCommand.Perform awaitPerform() {
    return ACTORS
        .createTestProbe()
        .awaitAssert(() -> {
          assertThat(hosts.seen(HostCommand.Perform.class)).isNotEmpty();
          return hosts.seen(HostCommand.Perform.class).getLast();
        });
  }

  private void finish(String command, WorkOutcome outcome) {
    tell(replyTo -> new SandboxCommand.Finished(hostMeta(), HOST, command, 1, outcome, replyTo));
  }

  private static Meta hostMeta() {
    return Meta.of(HOST_ITSELF);
  }

  /** Both clocks: that of the timers and that of the rules. */
  private void pass(Duration time) {
    clock.advance(time);
    TIME.timePasses(time);
  }

  /** For what is answered at once. */
  private SandboxCommand.Reply tell(
      Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command) {
    return entity.<SandboxCommand.Reply>runCommand(command).reply();
  }

  /** For what is answered after a look at a host. */
  private SandboxCommand.Reply ask(
      Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command) {
    var probe = ACTORS.<SandboxCommand.Reply>createTestProbe();
    entity.runCommand(command.apply(probe.ref()));
    return probe.receiveMessage();
  }

  private Sandbox.Life life() {
    return (Sandbox.Life) entity.getState().state();
  }

  private List<SandboxEvent> events() {
    return entity.persistenceTestKit().persistedInStorage("Sandbox|" + ID).stream()
        .map(stored -> (SandboxEvent) ((Recorded<?>) stored).event())
        .toList();
  }

  private static SandboxView view(SandboxCommand.Reply reply) {
    return ((SandboxCommand.Accepted) reply).sandbox();
  }

  private static Refusal refusal(SandboxCommand.Reply reply) {
    return ((SandboxCommand.Refused) reply).refusal();
  }

  private static HostView host(String status) {
    return new HostView(
        HOST,
        "host",
        TENANT,
        CLUSTER,
        status,
        true,
        "",
        new Facts("host", "1", "linux", "amd64", "6"),
        List.of(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        Resources.NONE,
        Resources.NONE,
        List.of(),
        1,
        NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
