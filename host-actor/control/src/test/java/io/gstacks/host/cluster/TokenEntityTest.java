package io.gstacks.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TokenEntityTest {
  private static final ActorTestKit ACTORS =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.testkit.typed.single-expect-default = 15s")
              .withFallback(EventSourcedBehaviorTestKit.config()));

  private final ScriptedHosts hosts = new ScriptedHosts();
  private final EventSourcedBehaviorTestKit<TokenCommand, Recorded<TokenEvent>, Kept<Token>>
      entity =
          EventSourcedBehaviorTestKit.create(
              ACTORS.system(),
              TokenEntity.create(TokenId.fresh(), hosts, Clock.systemUTC(), () -> {}),
              EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));

  /** Hosts that answer, or not, and remember whom they were told of. */
  private static final class ScriptedHosts implements Hosts {
    final Queue<HostId> told = new ConcurrentLinkedQueue<>();
    volatile boolean deaf;

    @Override
    public CompletionStage<HostReply> ask(
        HostId id, Function<ActorRef<HostReply>, HostCommand> command) {
      told.add(id);
      return deaf
          ? CompletableFuture.failedFuture(new IllegalStateException("away"))
          : CompletableFuture.completedFuture(new HostReply.Noted());
    }

    @Override
    public void tell(HostId id, HostCommand command) {}
  }

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  @Test
  void aRevocationIsToldToEveryHostUntilItHasAnswered() {
    var host = redeemed("key-1");
    hosts.deaf = true;

    run(replyTo -> new TokenCommand.Revoke(Meta.system(), replyTo));
    eventually(() -> assertThat(hosts.told).contains(host));
    assertThat(untold()).isEqualTo(1);
    hosts.deaf = false;
    // The waker brings a token back that has no timer any more.
    entity.restart();
    run(replyTo -> new TokenCommand.Wake(Meta.system(), replyTo));

    eventually(() -> assertThat(untold()).isZero());
  }

  @Test
  void whatIsUntoldWantsToBeWoken() {
    redeemed("key-1");
    hosts.deaf = true;

    var revoked =
        entity.<TokenCommand.Reply>runCommand(
            replyTo -> new TokenCommand.Revoke(Meta.system(), replyTo));

    assertThat(revoked.events().getFirst().wakeAt()).isPresent();
  }

  private HostId redeemed(String key) {
    run(replyTo ->
        new TokenCommand.Create(
            Meta.system(),
            TenantId.fresh(),
            ClusterId.fresh(),
            "one",
            "hash",
            Duration.ofHours(1),
            5,
            replyTo));
    return switch (run(replyTo -> new TokenCommand.Redeem(Meta.system(), "hash", key, replyTo))) {
      case TokenCommand.Redeemed(_, _, _, var host) -> host;
      case TokenCommand.Reply other -> throw new AssertionError(other);
    };
  }

  private TokenCommand.Reply run(Function<ActorRef<TokenCommand.Reply>, TokenCommand> command) {
    return entity.<TokenCommand.Reply>runCommand(command).reply();
  }

  private int untold() {
    return entity.getState().state().untoldHosts().size();
  }

  private static void eventually(Runnable assertion) {
    ACTORS
        .createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(10),
            () -> {
              assertion.run();
              return true;
            });
  }
}
