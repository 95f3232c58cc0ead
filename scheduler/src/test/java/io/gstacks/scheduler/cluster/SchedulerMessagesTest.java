package io.gstacks.scheduler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.Resources;
import io.gstacks.persistence.CborMessage;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of other nodes crosses the wire; those to itself stay in its JVM. */
class SchedulerMessagesTest {
  private static final ActorTestKit ACTORS = ActorTestKit.create();

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  static Stream<CborMessage> samples() {
    var room = new Resources(1000, 1024, 1024);
    return Stream.of(
        new SchedulerCommand.Announce(Hosting.host("a", room)),
        new SchedulerCommand.Place(
            Hosting.wanted("s", room, ACTORS.<SandboxCommand>createTestProbe().ref())),
        new SchedulerCommand.Withdraw(Hosting.sandbox("s")),
        new SchedulerCommand.StartEnded(Hosting.sandbox("s")));
  }

  @Test
  void everyMessageHasASample() {
    assertThat(samples().map(Object::getClass))
        .contains(SchedulerCommand.Remote.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesTheWire(CborMessage message) {
    ACTORS.serializationTestKit().verifySerialization(message, true);
  }
}
