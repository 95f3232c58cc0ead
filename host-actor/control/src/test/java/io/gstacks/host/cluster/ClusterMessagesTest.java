package io.gstacks.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterMessagesTest {
  private static final ActorTestKit ACTORS = ActorTestKit.create();
  private static final ActorRef<ClusterCommand.Reply> CLUSTERS =
      ACTORS.createTestProbe(ClusterCommand.Reply.class).ref();
  private static final ActorRef<TokenCommand.Reply> TOKENS =
      ACTORS.createTestProbe(TokenCommand.Reply.class).ref();
  private static final Meta META = Meta.system();
  private static final TenantId TENANT = TenantId.fresh();
  private static final ClusterId CLUSTER = ClusterId.fresh();
  private static final TokenId TOKEN = TokenId.fresh();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  static Stream<CborMessage> samples() {
    return Stream.of(
        new ClusterCommand.Create(META, TENANT, "one", ClusterCommand.Kind.BYO, CLUSTERS),
        new ClusterCommand.Get(META, CLUSTERS),
        new ClusterCommand.Accepted(
            new ClusterCommand.ClusterView(
                CLUSTER, TENANT, "one", ClusterCommand.Kind.MANAGED, NOW)),
        new ClusterCommand.Refused(Refusal.notFound("cluster")),
        new TokenCommand.Create(
            META, TENANT, CLUSTER, "one", "hash", Duration.ofHours(1), 1, TOKENS),
        new TokenCommand.Get(META, TOKENS),
        new TokenCommand.Redeem(META, "hash", "key", TOKENS),
        new TokenCommand.Revoke(META, TOKENS),
        new TokenCommand.HostsTold(META, List.of(HostId.fresh()), TOKENS),
        new TokenCommand.RoundOver(META, TOKENS),
        new TokenCommand.Wake(META, TOKENS),
        new TokenCommand.Accepted(
            new TokenCommand.TokenView(TOKEN, TENANT, CLUSTER, "one", NOW, 1, 0, "active", NOW)),
        new TokenCommand.Redeemed(TOKEN, TENANT, CLUSTER, HostId.fresh()),
        new TokenCommand.Refused(Refusal.notFound("token")));
  }

  @Test
  void everyMessageHasASample() {
    assertThat(samples().<Object>map(Object::getClass))
        .contains((Object[]) ClusterCommand.class.getPermittedSubclasses())
        .contains((Object[]) ClusterCommand.Reply.class.getPermittedSubclasses())
        .contains((Object[]) TokenCommand.class.getPermittedSubclasses())
        .contains((Object[]) TokenCommand.Reply.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesTheWire(CborMessage message) {
    ACTORS.serializationTestKit().verifySerialization(message, true);
  }
}
