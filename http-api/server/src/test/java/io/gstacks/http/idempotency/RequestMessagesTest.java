package io.gstacks.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.sealed.Sealed;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestMessagesTest {
  private static final ActorTestKit ACTORS = ActorTestKit.create(ConfigFactory.load());
  private static final ActorRef<RequestCommand.Reply> REPLY_TO =
      ACTORS.<RequestCommand.Reply>createTestProbe().ref();
  private static final Meta META =
      new Meta(new Caller(Optional.of(TenantId.fresh()), Role.MEMBER, "key_1"), "req_1", "cmd_1");

  static Stream<CborMessage> samples() {
    var sealed = new Sealed("1:01kd4x7a9bqv3m5n6p8r0s2t4w:" + "A".repeat(32 * 1024));
    return Stream.of(
        new RequestCommand.Begin(
            META, "f00d", true, sealed, Duration.ofDays(1), Duration.ofSeconds(5), REPLY_TO),
        new RequestCommand.Extend(META, 1, Duration.ofSeconds(5), REPLY_TO),
        new RequestCommand.GiveUp(META, 1, REPLY_TO),
        new RequestCommand.KeepPart(META, 1, 0, sealed, REPLY_TO),
        new RequestCommand.KeepLast(META, 1, 0, 201, "application/json", sealed, REPLY_TO),
        new RequestCommand.GetPart(META, 1, 0, REPLY_TO),
        new RequestCommand.Run(1, sealed),
        new RequestCommand.Busy(),
        new RequestCommand.Answered(1, 201, "application/json", 2, sealed),
        new RequestCommand.Part(sealed),
        new RequestCommand.Noted(),
        new RequestCommand.Refused(Refusal.conflict("outcome_unknown", "not run twice")));
  }

  @Test
  void everyMessageHasASample() {
    assertThat(samples().map(Object::getClass))
        .contains(RequestCommand.class.getPermittedSubclasses())
        .contains(RequestCommand.Reply.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesTheWire(CborMessage message) {
    ACTORS.serializationTestKit().verifySerialization(message, true);
  }

  @AfterAll
  static void shutDown() {
    ACTORS.shutdownTestKit();
  }
}
