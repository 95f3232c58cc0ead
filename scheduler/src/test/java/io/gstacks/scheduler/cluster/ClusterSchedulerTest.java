package io.gstacks.scheduler.cluster;

import static io.gstacks.scheduler.cluster.Hosting.CLUSTER;
import static io.gstacks.scheduler.cluster.Hosting.host;
import static io.gstacks.scheduler.cluster.Hosting.id;
import static io.gstacks.scheduler.cluster.Hosting.sandbox;
import static io.gstacks.scheduler.cluster.Hosting.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.scheduler.sandbox.HostWanted;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The negotiation: batches, refusals, silence, waiting. Hosts are scripted, time is the test's. */
class ClusterSchedulerTest {
  private static final ActorTestKit ACTORS =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private static final ManualTime TIME = ManualTime.get(ACTORS.system());
  private static final Resources SMALL = new Resources(500, 512, 1024);
  private static final Resources ROOM = new Resources(1000, 1024, 2048);
  private static final ClusterSettings SETTINGS =
      ClusterSettings.from(ConfigFactory.load().getConfig("gstacks.scheduler.placement"));

  /** What a host says to a batch; by default it grants all and has {@link #ROOM} left. */
  private final Map<HostId, Function<HostCommand.ReserveBatch, CompletionStage<HostReply>>>
      scripts = new ConcurrentHashMap<>();

  private final List<HostCommand.ReserveBatch> batches = new CopyOnWriteArrayList<>();
  private final TestProbe<SandboxCommand> sandboxes = ACTORS.createTestProbe();
  private ActorRef<SchedulerCommand> scheduler = ACTORS.system().ignoreRef();

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  @AfterEach
  void stopScheduler() {
    ACTORS.stop(scheduler);
  }

  @Test
  void placesWhatCameTogetherWithOneMessageToAHost() {
    start(1);
    place(wanted("one", SMALL, sandboxes.ref()));
    place(wanted("two", SMALL, sandboxes.ref()));
    announce("a", ROOM);

    assertThat(placed().host()).isEqualTo(id("a"));
    assertThat(placed().host()).isEqualTo(id("a"));
    assertThat(batches).hasSize(1);
    assertThat(batches.getFirst().claims()).hasSize(2);
  }

  @Test
  void countsWhatItPromisedBeforeTheHostAnswers() {
    start(2);
    var answer = new CompletableFuture<HostReply>();
    scripts.put(id("a"), _ -> answer);
    announce("a", SMALL);
    announce("b", ROOM);
    place(wanted("one", SMALL, sandboxes.ref()));
    place(wanted("two", SMALL, sandboxes.ref()));

    assertThat(placed().host()).isEqualTo(id("b"));
    sandboxes.expectNoMessage(Duration.ZERO);
  }

  @Test
  void sendsABusyHostItsNextBatchWhenItHasAnswered() {
    start(1);
    var answer = new CompletableFuture<HostReply>();
    scripts.put(id("a"), _ -> answer);
    announce("a", new Resources(4000, 4096, 8192));
    place(wanted("one", SMALL, sandboxes.ref()));
    sandboxes.awaitAssert(() -> {
      assertThat(batches).hasSize(1);
      return null;
    });
    place(wanted("two", SMALL, sandboxes.ref()));
    place(wanted("three", SMALL, sandboxes.ref()));
    // When this one has its answer, those before it were looked at.
    place(wanted("huge", new Resources(9000, 9000, 9000), sandboxes.ref()));
    assertThat(unplaceable().message()).isNotEmpty();

    scripts.remove(id("a"));
    answer.complete(
        new HostReply.Reserved(
            List.of(new HostReply.Verdict(sandbox("one"), 1, "")), host("a", ROOM, 0, 4)));
    placed();
    placed();
    placed();
    assertThat(batches).extracting(batch -> batch.claims().size()).containsExactly(1, 2);
  }

  @Test
  void triesElsewhereWhenAHostRefuses() {
    start(2);
    scripts.put(id("a"), refusing("full"));
    announce("a", SMALL);
    announce("b", ROOM);
    place(wanted("one", SMALL, sandboxes.ref()));

    assertThat(placed().host()).isEqualTo(id("b"));
  }

  @Test
  void passesOverAHostThatGivesNoAnswerUntilItIsHeardAgain() {
    start(1);
    scripts.put(id("a"), _ -> CompletableFuture.failedStage(new IllegalStateException("late")));
    announce("a", ROOM);
    place(wanted("one", SMALL, sandboxes.ref()));
    assertThat(unplaceable().filters()).containsEntry("disconnected", 1);

    scripts.remove(id("a"));
    announce("a", ROOM);
    place(wanted("two", SMALL, sandboxes.ref()));
    assertThat(placed().host()).isEqualTo(id("a"));
  }

  @Test
  void refusesAtOnceWithTheCountsOfTheFilters() {
    start(2);
    announce("a", new Resources(100, 4096, 4096));
    announce("b", new Resources(4000, 100, 4096));
    place(wanted("one", SMALL, sandboxes.ref()));

    var refusal = unplaceable();
    assertThat(refusal.filters()).containsExactlyInAnyOrderEntriesOf(Map.of("cpu", 1, "memory", 1));
    assertThat(refusal.attempt()).isEqualTo(1);
  }

  @Test
  void waitsUntilItHasHeardOfTheHostsThatShouldBeThere() {
    start(2);
    place(wanted("one", new Resources(4000, 512, 1024), sandboxes.ref()));
    announce("a", ROOM);
    sandboxes.expectNoMessage(Duration.ZERO);

    announce("b", new Resources(8000, 1024, 2048));
    assertThat(placed().host()).isEqualTo(id("b"));
  }

  @Test
  void doesNotWaitForThemForEver() {
    start(2);
    place(wanted("one", SMALL, sandboxes.ref()));
    announce("a", new Resources(100, 100, 100));
    TIME.timePasses(SETTINGS.settleFor());

    assertThat(unplaceable().message()).contains("none of 1 hosts");
  }

  @Test
  void aRequestThatMayWaitIsPlacedWhenThereIsRoom() {
    start(1);
    announce("a", new Resources(100, 100, 100));
    place(wanted("one", 1, SMALL, Duration.ofMinutes(1), sandboxes.ref()));
    var queued = sandboxes.expectMessageClass(SandboxCommand.Queued.class);
    assertThat(queued.message()).contains("cpu 1");
    assertThat(queued.position()).isEqualTo(1);

    scheduler.tell(new SchedulerCommand.Announce(host("a", ROOM, 2, 4)));
    assertThat(placed().host()).isEqualTo(id("a"));
  }

  @Test
  void aRequestThatIsRepeatedHearsOfItsPlaceAgain() {
    start(1);
    announce("a", new Resources(100, 100, 100));
    place(wanted("one", 1, SMALL, Duration.ofMinutes(1), sandboxes.ref()));
    place(wanted("two", 1, SMALL, Duration.ofMinutes(1), sandboxes.ref()));
    assertThat(sandboxes.expectMessageClass(SandboxCommand.Queued.class).position()).isEqualTo(1);
    assertThat(sandboxes.expectMessageClass(SandboxCommand.Queued.class).position()).isEqualTo(2);

    scheduler.tell(new SchedulerCommand.Withdraw(sandbox("one")));
    TIME.timePasses(SETTINGS.tick());
    place(wanted("two", 1, SMALL, Duration.ofMinutes(1), sandboxes.ref()));
    assertThat(sandboxes.expectMessageClass(SandboxCommand.Queued.class).position()).isEqualTo(1);
  }

  @Test
  void aRequestWaitsNoLongerThanItMay() {
    start(1);
    announce("a", new Resources(100, 100, 100));
    place(wanted("one", 1, SMALL, Duration.ofSeconds(2), sandboxes.ref()));
    sandboxes.expectMessageClass(SandboxCommand.Queued.class);
    for (int i = 0; i < 4; i++) {
      announce("a", new Resources(100, 100, 100));
      TIME.timePasses(SETTINGS.tick());
    }

    assertThat(unplaceable().filters()).containsEntry("cpu", 1);
  }

  @Test
  void aRepeatedRequestIsPlacedOnce() {
    start(1);
    place(wanted("one", SMALL, sandboxes.ref()));
    place(wanted("one", SMALL, sandboxes.ref()));
    announce("a", ROOM);

    placed();
    sandboxes.expectNoMessage(Duration.ZERO);
    assertThat(batches).flatExtracting(HostCommand.ReserveBatch::claims).hasSize(1);
  }

  @Test
  void aLaterAttemptTakesThePlaceOfAnEarlierOne() {
    start(1);
    place(wanted("one", 1, SMALL, Duration.ZERO, sandboxes.ref()));
    place(wanted("one", 2, SMALL, Duration.ZERO, sandboxes.ref()));
    announce("a", ROOM);

    assertThat(placed().attempt()).isEqualTo(2);
  }

  @Test
  void whatWasWithdrawnIsNotPlaced() {
    start(1);
    place(wanted("one", SMALL, sandboxes.ref()));
    scheduler.tell(new SchedulerCommand.Withdraw(sandbox("one")));
    place(wanted("two", SMALL, sandboxes.ref()));
    announce("a", ROOM);

    placed();
    assertThat(batches.getFirst().claims())
        .extracting(HostCommand.Claim::sandbox)
        .containsExactly(sandbox("two"));
  }

  @Test
  void aHostStartsNoMoreAtOnceThanItMay() {
    start(1);
    scheduler.tell(new SchedulerCommand.Announce(host("a", ROOM, 1, 1)));
    place(wanted("one", SMALL, sandboxes.ref()));
    place(wanted("two", SMALL, sandboxes.ref()));
    placed();
    sandboxes.expectNoMessage(Duration.ZERO);

    var first = batches.getFirst().claims().getFirst().sandbox();
    scheduler.tell(new SchedulerCommand.StartEnded(first));
    placed();
  }

  @Test
  void aStartThatNobodyEndsCountsForAWhileOnly() {
    start(1);
    scheduler.tell(new SchedulerCommand.Announce(host("a", ROOM, 1, 1)));
    place(wanted("one", SMALL, sandboxes.ref()));
    place(wanted("two", SMALL, sandboxes.ref()));
    placed();
    for (var passed = Duration.ZERO;
        passed.compareTo(SETTINGS.startTimeout()) < 0;
        passed = passed.plus(SETTINGS.tick())) {
      scheduler.tell(new SchedulerCommand.Announce(host("a", ROOM, 1, 1)));
      TIME.timePasses(SETTINGS.tick());
    }

    placed();
  }

  @Test
  void aSilentHostIsNoCandidate() {
    start(1);
    announce("a", ROOM);
    announce("b", new Resources(1000, 4096, 2048));
    for (int i = 0; i < 10; i++) {
      announce("b", new Resources(1000, 4096, 2048));
      for (int other = 0; other < 10; other++) {
        announce("c" + other, new Resources(1, 1, 1));
      }
      TIME.timePasses(SETTINGS.tick());
    }
    place(wanted("one", SMALL, sandboxes.ref()));

    assertThat(placed().host()).isEqualTo(id("b"));
  }

  @Test
  void nothingIsRefusedWhenManyHostsFallSilentTogether() {
    start(2);
    announce("a", ROOM);
    announce("b", ROOM);
    TIME.timePasses(SETTINGS.unheardAfter().plus(SETTINGS.tick()).plus(SETTINGS.tick()));
    place(wanted("one", SMALL, sandboxes.ref()));
    sandboxes.expectNoMessage(Duration.ZERO);

    announce("a", ROOM);
    announce("b", ROOM);
    placed();
  }

  @Test
  void avoidsTheHostThatFailedTheSandboxWhenThereIsAnother() {
    start(2);
    announce("a", SMALL);
    announce("b", ROOM);
    place(avoiding(wanted("one", SMALL, sandboxes.ref()), id("a")));
    assertThat(placed().host()).isEqualTo(id("b"));

    place(avoiding(wanted("two", SMALL, sandboxes.ref()), id("a")));
    assertThat(placed().host()).isEqualTo(id("b"));
    place(avoiding(wanted("three", new Resources(1, 1, 1), sandboxes.ref()), id("a"), id("b")));
    placed();
  }

  private void start(int connected) {
    scheduler =
        ACTORS.spawn(
            ClusterScheduler.create(
                CLUSTER,
                new ClusterScheduler.World(
                    new FakeHosts(),
                    _ -> CompletableFuture.completedStage(connected),
                    SETTINGS,
                    _ -> {})));
  }

  private void announce(String name, Resources free) {
    scheduler.tell(new SchedulerCommand.Announce(host(name, free)));
  }

  private void place(HostWanted wanted) {
    scheduler.tell(new SchedulerCommand.Place(wanted));
  }

  private SandboxCommand.Placed placed() {
    return sandboxes.expectMessageClass(SandboxCommand.Placed.class);
  }

  private SandboxCommand.Unplaceable unplaceable() {
    return sandboxes.expectMessageClass(SandboxCommand.Unplaceable.class);
  }

  private static HostWanted avoiding(HostWanted wanted, HostId... hosts) {
    return new HostWanted(
        wanted.sandbox(),
        wanted.tenant(),
        wanted.attempt(),
        wanted.cluster(),
        wanted.host(),
        wanted.resources(),
        wanted.tags(),
        wanted.traits(),
        wanted.image(),
        Set.of(hosts),
        wanted.requestedAt(),
        wanted.patience(),
        wanted.replyTo());
  }

  private static Function<HostCommand.ReserveBatch, CompletionStage<HostReply>> refusing(
      String why) {
    return batch ->
        CompletableFuture.completedStage(
            new HostReply.Reserved(
                batch.claims().stream()
                    .map(claim -> new HostReply.Verdict(claim.sandbox(), claim.attempt(), why))
                    .toList(),
                host("a", new Resources(0, 0, 0), 2, 4)));
  }

  private final class FakeHosts implements Hosts {
    @Override
    public CompletionStage<HostReply> ask(
        HostId host, Function<ActorRef<HostReply>, HostCommand> command) {
      var batch = (HostCommand.ReserveBatch) command.apply(ACTORS.system().ignoreRef());
      batches.add(batch);
      return scripts.getOrDefault(host, granting(host)).apply(batch);
    }

    private Function<HostCommand.ReserveBatch, CompletionStage<HostReply>> granting(HostId host) {
      return batch ->
          CompletableFuture.completedStage(
              new HostReply.Reserved(
                  batch.claims().stream()
                      .map(claim -> new HostReply.Verdict(claim.sandbox(), claim.attempt(), ""))
                      .toList(),
                  // An older revision: what it announced last stands.
                  new HostAnnouncement(
                      host,
                      Hosting.TENANT,
                      CLUSTER,
                      0,
                      true,
                      "",
                      ROOM,
                      ROOM,
                      4,
                      Set.of(),
                      Set.of(),
                      Set.of())));
    }

    @Override
    public void tell(HostId host, HostCommand command) {
      throw new AssertionError(command);
    }
  }
}
