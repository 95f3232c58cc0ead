package io.gstacks.host.session;

import io.gstacks.host.HostSettings;
import io.gstacks.host.SandboxId;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.Disowned;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.fleet.SessionOrder;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A session's word to its host entity: each second that it lives, and what it saw. Both silences
 * are measured here: the agent's, and the entity's.
 */
final class Pulse {
  /** So that a page stays far below what an actor message may be. */
  private static final int PAGE = 500;

  private static final int DISOWNED_PAGE = 50;

  private final Identity.Host peer;
  private final Hosts hosts;
  private final HostSettings settings;
  private final ActorRef<SessionOrder> orders;
  private final ActorRef<HostReply> answers;
  private final LongSupplier nanoTime;
  private long epoch;
  private long agentHeardAt;
  private long entityHeardAt;
  private HostCommand.HostCondition condition;

  Pulse(
      Identity.Host peer,
      SessionWorld world,
      ActorRef<SessionOrder> orders,
      ActorRef<HostReply> answers,
      LongSupplier nanoTime) {
    this.peer = peer;
    this.hosts = world.hosts();
    this.settings = world.settings();
    this.orders = orders;
    this.answers = answers;
    this.nanoTime = nanoTime;
    this.agentHeardAt = nanoTime.getAsLong();
    this.entityHeardAt = nanoTime.getAsLong();
    this.condition =
        Introductions.condition(
            io.gstacks.agent.protocol.Telemetry.getDefaultInstance(), List.of());
  }

  CompletionStage<HostReply> connect(HostCommand.Introduction introduction) {
    return hosts.ask(
        peer.host(), replyTo -> new HostCommand.Connect(meta(), introduction, orders, replyTo));
  }

  void begin(long granted) {
    epoch = granted;
    entityHeard();
  }

  void agentHeard() {
    agentHeardAt = nanoTime.getAsLong();
  }

  void entityHeard() {
    entityHeardAt = nanoTime.getAsLong();
  }

  /** Keeps the telemetry; true when an engine's health changed, which is said at once. */
  boolean condition(HostCommand.HostCondition now) {
    boolean changed = !now.runtimes().equals(condition.runtimes());
    condition = now;
    return changed;
  }

  /** Why the line must end, when one of the two sides has been silent for too long. */
  Optional<String> tooLongSilent() {
    long now = nanoTime.getAsLong();
    if (now - agentHeardAt > settings.session().agentSilence().toNanos()) {
      return Optional.of("the agent has been silent");
    }
    return now - entityHeardAt > settings.fleet().silence().toNanos()
        ? Optional.of("the host's record does not answer")
        : Optional.empty();
  }

  void beat() {
    hosts.tell(peer.host(), new HostCommand.Alive(meta(), epoch, orders, condition, answers));
  }

  void shown(List<SandboxId> sandboxes) {
    var left = new ArrayList<>(sandboxes);
    while (left.size() > PAGE) {
      var page = List.copyOf(left.subList(0, PAGE));
      hosts.tell(peer.host(), new HostCommand.Shown(meta(), epoch, page, false, answers));
      left.subList(0, PAGE).clear();
    }
    hosts.tell(peer.host(), new HostCommand.Shown(meta(), epoch, List.copyOf(left), true, answers));
  }

  void disown(List<Disowned> workloads) {
    for (int from = 0; from < workloads.size(); from += DISOWNED_PAGE) {
      var page = workloads.subList(from, Math.min(workloads.size(), from + DISOWNED_PAGE));
      hosts.tell(peer.host(), new HostCommand.Disown(meta(), epoch, List.copyOf(page), answers));
    }
  }

  /** Says that the line is gone, if it ever stood. */
  void end(String reason) {
    if (epoch > 0) {
      hosts.tell(peer.host(), new HostCommand.Disconnect(meta(), epoch, reason, answers));
      epoch = 0;
    }
  }

  private Meta meta() {
    return Meta.of(Caller.host(peer.tenant(), peer.host().value()));
  }
}
