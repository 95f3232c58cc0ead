package io.gstacks.scheduler.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.scheduler.sandbox.HostWanted;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places the sandboxes of one cluster. It holds a view of all hosts, decides on it, and negotiates:
 * the host has the last word, and every answer corrects the view. What is in its mailbox together
 * is placed together, with one message to each host.
 *
 * <p>It keeps nothing: after a move hosts announce themselves anew and sandboxes repeat their
 * requests. Until it has heard of most hosts, and when many fall silent together, requests wait and
 * none is refused.
 */
public final class ClusterScheduler {
  /** Its entities are called {@code <cluster id>/<partition>}. */
  public static final EntityTypeKey<SchedulerCommand> KEY =
      EntityTypeKey.create(SchedulerCommand.class, "ClusterScheduler");

  private static final Logger LOG = LoggerFactory.getLogger(ClusterScheduler.class);

  /** What it needs of the world around it. {@code leave}: its shard may stop it. */
  public record World(
      Hosts hosts,
      ConnectedHosts connected,
      ClusterSettings settings,
      Consumer<ActorRef<SchedulerCommand>> leave) {}

  private final ClusterId cluster;
  private final World world;
  private final ClusterSettings settings;
  private final ActorContext<SchedulerCommand> context;
  private final ActorRef<SandboxCommand.Reply> nobody;
  private final ClusterView view;
  private final Settling settling;
  private final WaitingRoom waiting = new WaitingRoom();

  /** All that look for a host, wherever they stand. */
  private final Map<SandboxId, Request> requests = new HashMap<>();

  private final Outbox outbox;

  /** To be placed with the next flush. */
  private final List<Request> ready = new ArrayList<>();

  private boolean flushing;
  private long idleSince;

  private ClusterScheduler(ClusterId cluster, World world, ActorContext<SchedulerCommand> context) {
    this.cluster = cluster;
    this.world = world;
    this.settings = world.settings();
    this.context = context;
    this.nobody = context.getSystem().ignoreRef();
    this.view = new ClusterView(settings, cluster.hashCode());
    this.settling = new Settling(settings);
    this.outbox = new Outbox(settings.maxBatch());
  }

  public static Behavior<SchedulerCommand> create(ClusterId cluster, World world) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new SchedulerCommand.Tick(), world.settings().tick());
          context.pipeToSelf(
              world.connected().count(cluster),
              (count, failure) ->
                  new SchedulerCommand.Counted(
                      failure == null ? Optional.of(count) : Optional.empty()));
          return Behaviors.receiveMessage(new ClusterScheduler(cluster, world, context)::on);
        }));
  }

  private Behavior<SchedulerCommand> on(SchedulerCommand command) {
    switch (command) {
      case SchedulerCommand.Announce(var host) -> {
        if (view.take(host)) {
          improved(view.ordinal(host.host()));
        }
        settle();
      }
      case SchedulerCommand.Place(var wanted) -> place(wanted);
      case SchedulerCommand.Withdraw(var sandbox) -> withdraw(sandbox);
      case SchedulerCommand.StartEnded(var sandbox) -> improved(view.startEnds(sandbox));
      case SchedulerCommand.Counted(var connected) -> {
        settling.expect(connected);
        settle();
      }
      case SchedulerCommand.Answered answered -> answered(answered);
      case SchedulerCommand.Flush _ -> flush();
      case SchedulerCommand.Tick _ -> tick();
    }
    return Behaviors.same();
  }

  private void place(HostWanted wanted) {
    var known = requests.get(wanted.sandbox());
    if (known != null && known.wanted().attempt() >= wanted.attempt()) {
      if (known.wanted().attempt() == wanted.attempt()) {
        known.repeatedBy(wanted);
        tellThatItWaits(known);
      }
      return;
    }
    if (known != null) {
      withdraw(wanted.sandbox());
    } else if (requests.size() >= settings.queue()) {
      // It repeats itself, so nothing is lost but time.
      LOG.atDebug().addKeyValue("cluster", cluster).log("queue is full");
      return;
    }
    var request =
        new Request(
            wanted,
            view.now() + settings.ticks(wanted.patience()),
            view.now() + settings.ticks(settings.startTimeout()));
    requests.put(wanted.sandbox(), request);
    ready(request);
  }

  private void ready(Request request) {
    ready.add(request);
    wantFlush();
  }

  /** By way of the mailbox: what is in it already is placed together. */
  private void wantFlush() {
    if (!flushing && !ready.isEmpty() && settling.over()) {
      flushing = true;
      context.getSelf().tell(new SchedulerCommand.Flush());
    }
  }

  private void settle() {
    if (settling.look(view.heard(), view.now())) {
      wantFlush();
    }
  }

  private void flush() {
    flushing = false;
    if (!settling.over()) {
      return;
    }
    var batches = new LinkedHashMap<HostId, List<Request>>();
    var refusals = new Refusals(view);
    for (var request : ready) {
      if (isCurrent(request)) {
        int ordinal = view.choose(request);
        if (ordinal == ClusterView.NONE) {
          nothingFits(request, refusals);
        } else {
          view.promise(ordinal, request.wanted().resources());
          batches.computeIfAbsent(view.host(ordinal), _ -> new ArrayList<>()).add(request);
        }
      }
    }
    ready.clear();
    batches.forEach(this::reserve);
  }

  private boolean isCurrent(Request request) {
    return requests.get(request.sandbox()) == request;
  }

  private void reserve(HostId host, List<Request> claimed) {
    var batch = outbox.put(host, claimed);
    if (batch.isEmpty()) {
      return;
    }
    var claims = batch.stream().map(Request::claim).toList();
    context.pipeToSelf(
        world
            .hosts()
            .ask(host, replyTo -> new HostCommand.ReserveBatch(Meta.system(), claims, replyTo)),
        (reply, failure) ->
            new SchedulerCommand.Answered(
                host,
                batch,
                failure == null && reply instanceof HostReply.Reserved reserved
                    ? Optional.of(reserved)
                    : Optional.empty()));
  }

  /** What was to go next goes now; to a host that gives no answer it does not go at all. */
  private void sendNext(HostId host, boolean answers) {
    var next = new ArrayList<Request>();
    for (var request : outbox.answered(host)) {
      if (answers && isCurrent(request)) {
        next.add(request);
      } else {
        view.settle(host, request.wanted().resources());
        refused(host, request, "no_answer");
      }
    }
    reserve(host, next);
  }

  private void answered(SchedulerCommand.Answered answered) {
    var host = answered.host();
    var verdicts = new HashMap<SandboxId, HostReply.Verdict>();
    answered.batch().forEach(request -> view.settle(host, request.wanted().resources()));
    answered
        .reply()
        .ifPresentOrElse(
            reserved -> {
              view.take(reserved.host());
              reserved.verdicts().forEach(verdict -> verdicts.put(verdict.sandbox(), verdict));
            },
            () -> view.suspect(host));
    for (var request : answered.batch()) {
      var verdict = verdicts.get(request.sandbox());
      if (verdict != null && verdict.granted()) {
        granted(host, request);
      } else {
        refused(host, request, verdict == null ? "no_answer" : verdict.refusal());
      }
    }
    sendNext(host, answered.reply().isPresent());
    improved(view.ordinal(host));
  }

  /** The sandbox hears of it even when it withdrew: then it gives the reservation back. */
  private void granted(HostId host, Request request) {
    if (isCurrent(request)) {
      requests.remove(request.sandbox());
      view.startBegins(host, request.sandbox());
    }
    long attempt = request.wanted().attempt();
    request.tell(
        new SandboxCommand.Placed(meta("placed", attempt, host.value()), attempt, host, nobody));
  }

  private void refused(HostId host, Request request, String why) {
    if (!isCurrent(request)) {
      return;
    }
    if (why.equals("stale_attempt")) {
      requests.remove(request.sandbox());
      return;
    }
    request.refusedBy(host, settings.refusals());
    if (request.exhausted(settings.refusals())) {
      nothingFits(request, new Refusals(view));
    } else {
      ready(request);
    }
  }

  private void nothingFits(Request request, Refusals refusals) {
    var refusal = refusals.of(request.shape());
    if (!request.mayWait(view.now(), refusal.onlyStartsLack())) {
      unplaceable(request, refusal);
      return;
    }
    request.rest();
    waiting.add(request);
    if (!refusal.onlyStartsLack() && request.lacks(refusal.message())) {
      tellThatItWaits(request);
    }
  }

  /** When it begins to wait, and then whenever the sandbox repeats its request. */
  private void tellThatItWaits(Request request) {
    if (!request.lack().isEmpty() && waiting.holds(request)) {
      request.tell(
          new SandboxCommand.Queued(
              meta("queued", request.wanted().attempt(), ""),
              request.wanted().attempt(),
              request.lack(),
              waiting.position(request, view.now()),
              nobody));
    }
  }

  private void unplaceable(Request request, Refusals.Refusal refusal) {
    requests.remove(request.sandbox());
    long attempt = request.wanted().attempt();
    LOG.atInfo()
        .addKeyValue("cluster", cluster)
        .addKeyValue("sandbox", request.sandbox())
        .addKeyValue("filters", refusal.filters())
        .log("no eligible host");
    request.tell(
        new SandboxCommand.Unplaceable(
            meta("unplaceable", attempt, ""),
            attempt,
            refusal.message(),
            refusal.filters(),
            nobody));
  }

  /** A host has more room than before: the oldest of those who fit there try again. */
  private void improved(int ordinal) {
    if (ordinal != ClusterView.NONE && !waiting.isEmpty()) {
      waiting
          .take(view.startsLeft(ordinal), shape -> view.couldTake(ordinal, shape))
          .forEach(this::ready);
    }
  }

  private void withdraw(SandboxId sandbox) {
    var request = requests.remove(sandbox);
    if (request != null) {
      waiting.remove(request);
    }
  }

  private void tick() {
    int heardBefore = view.heard();
    var tick = view.tick();
    settling.fellSilent(tick.fellSilent(), heardBefore, view.now());
    settle();
    tick.freed().forEach(this::improved);
    if (settling.over()) {
      var refusals = new Refusals(view);
      waiting.takeExpired(view.now()).forEach(request -> nothingFits(request, refusals));
    }
    if (view.size() > 0 || !requests.isEmpty()) {
      idleSince = view.now();
    } else if (view.now() - idleSince > settings.ticks(settings.idleAfter())) {
      world.leave().accept(context.getSelf());
    }
  }

  /** The same answer to the same attempt is the same command. */
  private static Meta meta(String what, long attempt, String host) {
    return new Meta(Caller.system(), "", what + "/" + attempt + "/" + host);
  }
}
