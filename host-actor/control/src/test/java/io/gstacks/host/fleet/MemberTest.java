package io.gstacks.host.fleet;

import static io.gstacks.host.fleet.Samples.NOW;
import static io.gstacks.host.fleet.Samples.SANDBOX;
import static io.gstacks.host.fleet.Samples.SMALL;
import static io.gstacks.host.fleet.Samples.TENANT;
import static io.gstacks.host.fleet.Samples.TOKEN;
import static io.gstacks.host.fleet.Samples.connected;
import static io.gstacks.host.fleet.Samples.enrolled;
import static io.gstacks.host.fleet.Samples.introduction;
import static io.gstacks.host.fleet.Samples.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.host.ClusterId;
import io.gstacks.host.TokenId;
import io.gstacks.host.fleet.HostCommand.TokenOwner;
import io.gstacks.host.fleet.HostEvent.Grant;
import io.gstacks.host.fleet.Member.Standing;
import io.gstacks.persistence.entity.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberTest {
  private static final HostEvent.CapacityReserved RESERVED =
      new HostEvent.CapacityReserved(
          List.of(new Grant(SANDBOX, TENANT, 1, SMALL)), NOW.plusSeconds(30), SMALL);

  @Test
  void eachConnectionHasAHigherEpoch() {
    var first = events(member().connect(introduction("boot-1"), Optional.empty(), NOW));
    var second = events(connected().connect(introduction("boot-1"), Optional.empty(), NOW));

    assertThat(first)
        .containsExactly(
            new HostEvent.FactsChanged(Samples.PROFILE), new HostEvent.Connected(1, "boot-1", NOW));
    assertThat(second).containsExactly(new HostEvent.Connected(2, "boot-1", NOW));
  }

  @Test
  void anotherBootWhileTheFirstLivesIsAClone() {
    var host = connected();

    assertThat(code(host.connect(introduction("boot-2"), Optional.of("boot-1"), NOW)))
        .isEqualTo("host_cloned");
    assertThat(events(host.connect(introduction("boot-1"), Optional.of("boot-1"), NOW))).hasSize(1);
    assertThat(events(host.connect(introduction("boot-2"), Optional.empty(), NOW))).hasSize(1);
  }

  @Test
  void aCertificateOfAnotherClusterIsAStranger() {
    var introduction = introduction("boot-1");
    var stranger =
        new HostCommand.Introduction(
            introduction.host(),
            new TokenOwner(TENANT, ClusterId.fresh()),
            introduction.bootId(),
            introduction.facts(),
            introduction.runtimes(),
            introduction.traits(),
            introduction.capacity(),
            introduction.concurrentStarts(),
            introduction.images());

    assertThat(code(connected().connect(stranger, Optional.empty(), NOW))).isEqualTo("not_found");
  }

  @Test
  void i5AHostWithoutATokenDoesNotConnectUntilItEnrolsAgain() {
    var revoked = member(new HostEvent.TokenLost(TOKEN, NOW));
    var other = new TokenId("tok_01jz0000000000000000000001");
    var again = new HostEvent.Enrolled(TENANT, Samples.CLUSTER, other, "key", Samples.FACTS, NOW);

    assertThat(code(revoked.connect(introduction("boot-1"), Optional.empty(), NOW)))
        .isEqualTo("no_token");
    assertThat(events(revoked.enrol(again))).containsExactly(again);
    assertThat(((Member) revoked.apply(again)).standing()).isEqualTo(Standing.DISCONNECTED);
  }

  @Test
  void aTokenThatIsNotItsOwnMeansNothingToIt() {
    var other = new TokenId("tok_01jz0000000000000000000001");

    assertThat(connected().loseToken(other, NOW)).isEqualTo(Decision.already());
    assertThat(events(connected().loseToken(TOKEN, NOW)))
        .containsExactly(new HostEvent.TokenLost(TOKEN, NOW));
    assertThat(member(new HostEvent.TokenLost(TOKEN, NOW)).loseToken(TOKEN, NOW))
        .isEqualTo(Decision.already());
  }

  @Test
  void aRepeatedEnrolmentPersistsNothing() {
    assertThat(member().enrol(enrolled())).isEqualTo(Decision.already());
  }

  @Test
  void anArchivedHostStaysArchived() {
    var archived = member(new HostEvent.Archived(NOW));

    assertThat(code(archived.connect(introduction("boot-1"), Optional.empty(), NOW)))
        .isEqualTo("host_archived");
    assertThat(code(archived.enrol(enrolled()))).isEqualTo("host_archived");
    assertThat(archived.archive(true, NOW)).isEqualTo(Decision.already());
    assertThat(archived.loseToken(TOKEN, NOW)).isEqualTo(Decision.already());
  }

  @Test
  void onlyAnEmptyHostIsArchivedUnlessItIsDeclaredLost() {
    var carrying = (Member) connected().apply(RESERVED);

    assertThat(code(carrying.archive(false, NOW))).isEqualTo("host_not_empty");
    assertThat(events(carrying.archive(true, NOW)))
        .containsExactly(new HostEvent.DeclaredLost(NOW));
    assertThat(events(connected().archive(false, NOW)))
        .containsExactly(new HostEvent.Archived(NOW));
  }

  @Test
  void aLostHostGivesUpItsReservationsAndOwesEachSandboxTheNews() {
    var lost = (Member) connected().apply(RESERVED).apply(new HostEvent.DeclaredLost(NOW));
    var told = (Member) lost.apply(new HostEvent.LossesTold(List.of(SANDBOX)));

    assertThat(lost.ledger()).isEqualTo(Ledger.empty());
    assertThat(lost.lost()).containsEntry(SANDBOX, 1L);
    assertThat(lost.wakeAt(NOW, HostSettingsSamples.FLEET)).isPresent();
    assertThat(told.lost()).isEmpty();
    assertThat(told.wakeAt(NOW, HostSettingsSamples.FLEET)).isEmpty();
  }

  @Test
  void theEndOfAnOldLineDoesNotEndTheNewOne() {
    assertThat(connected().disconnect(0, "late", NOW)).isEqualTo(Decision.already());
    assertThat(events(connected().disconnect(1, "gone", NOW)))
        .containsExactly(new HostEvent.Disconnected(1, "gone", NOW));
  }

  @Test
  void tagsAreFewAndPlain() {
    var tooMany =
        IntStream.range(0, 65).mapToObj(i -> "tag" + i).collect(Collectors.toUnmodifiableSet());

    assertThat(events(connected().tag(Set.of("zone=a", "gpu"))))
        .containsExactly(new HostEvent.Tagged(Set.of("zone=a", "gpu")));
    assertThat(connected().tag(Set.of())).isEqualTo(Decision.already());
    assertThat(code(connected().tag(Set.of("Capital")))).isEqualTo("invalid_tags");
    assertThat(code(connected().tag(tooMany))).isEqualTo("invalid_tags");
  }

  @Test
  void overcommitRaisesTheLimitAndNotTheCapacity() {
    assertThat(connected().limit(1.5).cpuMillis()).isEqualTo(6000);
    assertThat(connected().profile().capacity().cpuMillis()).isEqualTo(4000);
  }

  @Test
  void aWorkloadIsQuarantinedOnce() {
    var shown = new Disowned(Disowned.Kind.QUARANTINED, "c1", "name", "sbx_x", 1, "foreign");
    var news = Disowned.news(List.of(shown, shown), connected().noted());
    var after = (Member) connected().apply(news.getFirst());

    assertThat(news).hasSize(1);
    assertThat(Disowned.news(List.of(shown), after.noted())).isEmpty();
  }

  @Test
  void anEventThatDoesNotFollowIsRefusedLoudly() {
    assertThatThrownBy(() -> Host.absent().apply(new HostEvent.Archived(NOW)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> connected().apply(new HostEvent.Connected(1, "boot-1", NOW)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<HostEvent> events(Decision<HostEvent> decision) {
    return switch (decision) {
      case Decision.Accept(var events) -> events;
      case Decision.Refuse(var refusal) -> throw new AssertionError(refusal);
    };
  }

  private static String code(Decision<HostEvent> decision) {
    return switch (decision) {
      case Decision.Accept(var events) -> throw new AssertionError(events);
      case Decision.Refuse(var refusal) -> refusal.code();
    };
  }
}
