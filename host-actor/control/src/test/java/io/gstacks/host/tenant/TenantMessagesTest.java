package io.gstacks.host.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TenantMessagesTest {
  private static final ActorTestKit ACTORS = ActorTestKit.create();
  private static final ActorRef<TenantCommand.Reply> TENANTS =
      ACTORS.createTestProbe(TenantCommand.Reply.class).ref();
  private static final ActorRef<KeyCommand.Reply> KEYS =
      ACTORS.createTestProbe(KeyCommand.Reply.class).ref();
  private static final Meta META = Meta.system();
  private static final TenantId TENANT = TenantId.fresh();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  static Stream<CborMessage> samples() {
    return Stream.of(
        new TenantCommand.Create(META, "acme", TENANTS),
        new TenantCommand.Get(META, TENANTS),
        new TenantCommand.ClaimName(META, "cluster", "one", "cls_1", TENANTS),
        new TenantCommand.Accepted(
            new TenantCommand.TenantView(TENANT, "acme", NOW, Map.of("cluster/one", "cls_1"))),
        new TenantCommand.Refused(Refusal.notFound("tenant")),
        new KeyCommand.Create(META, TENANT, "one", Role.ADMIN, "hash", KEYS),
        new KeyCommand.Get(META, KEYS),
        new KeyCommand.Check(META, "hash", KEYS),
        new KeyCommand.Revoke(META, KEYS),
        new KeyCommand.Accepted(
            new KeyCommand.KeyView(
                KeyId.fresh(), TENANT, "one", Role.VIEWER, NOW, Optional.of(NOW))),
        new KeyCommand.Refused(Refusal.notFound("key")));
  }

  @Test
  void everyMessageHasASample() {
    assertThat(samples().<Object>map(Object::getClass))
        .contains((Object[]) TenantCommand.class.getPermittedSubclasses())
        .contains((Object[]) TenantCommand.Reply.class.getPermittedSubclasses())
        .contains((Object[]) KeyCommand.class.getPermittedSubclasses())
        .contains((Object[]) KeyCommand.Reply.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesTheWire(CborMessage message) {
    ACTORS.serializationTestKit().verifySerialization(message, true);
  }
}
