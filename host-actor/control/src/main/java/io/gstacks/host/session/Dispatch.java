package io.gstacks.host.session;

import io.gstacks.agent.protocol.Reconnect;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.agent.protocol.Welcome;
import io.gstacks.host.HostSettings;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.SessionOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What an agent is told to do. The host entity may give orders as soon as the epoch is granted, but
 * an agent takes none before Welcome: until then they wait, a bounded number of them.
 */
final class Dispatch {
  private final Identity.Host peer;
  private final SessionWorld world;
  private final HostSettings.Session settings;
  private final Outbox outbox;
  private final Queue<ToAgent.Builder> early = new ArrayDeque<>();
  private boolean open;

  Dispatch(Identity.Host peer, SessionWorld world, Outbox outbox) {
    this.peer = peer;
    this.world = world;
    this.settings = world.settings().session();
    this.outbox = outbox;
  }

  Optional<Farewell> order(SessionOrder order) {
    return switch (order) {
      case SessionOrder.Perform perform ->
          post(ToAgent.newBuilder().setWork(Orders.work(perform, peer, world.authority())));
      case SessionOrder.OpenChannel(var channel) ->
          post(ToAgent.newBuilder().setOpenChannel(Orders.open(channel)));
      case SessionOrder.Close close -> Optional.of(Farewell.of(close));
    };
  }

  /** Now, or once the agent is welcome. */
  private Optional<Farewell> post(ToAgent.Builder message) {
    if (open) {
      return outbox.send(message);
    }
    early.add(message);
    return early.size() > settings.outbox()
        ? Optional.of(Farewell.unavailable("too many orders wait"))
        : Optional.empty();
  }

  /** {@code age}: how old the line may become. What waited follows at once. */
  Optional<Farewell> welcome(Duration age) {
    open = true;
    var farewell =
        outbox.send(
            ToAgent.newBuilder()
                .setWelcome(
                    Welcome.newBuilder()
                        .setEpoch(outbox.epoch())
                        .setHeartbeatMillis(Math.toIntExact(settings.heartbeat().toMillis()))
                        .setStreamMaxAgeMillis(age.toMillis())));
    while (farewell.isEmpty() && !early.isEmpty()) {
      farewell = outbox.send(early.remove());
    }
    return farewell;
  }

  /** Asks for a new line before this one, which is old, ends. */
  Optional<Farewell> reconnect() {
    return outbox.send(ToAgent.newBuilder().setReconnect(Reconnect.newBuilder().setReason("age")));
  }
}
