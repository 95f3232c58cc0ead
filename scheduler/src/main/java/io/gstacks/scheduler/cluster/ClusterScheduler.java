package io.gstacks.scheduler.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.scheduler.sandbox.HostWanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * Places the sandboxes of one cluster. It holds a view of all hosts, decides on it what becomes of
 * the {@link Requests}, and has {@link Negotiations} with the hosts. What is in its mailbox
 * together is placed together, with one message to each host.
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
  private final ClusterView view;
  private final Settling settling;
  private final Requests requests;
  private final Negotiations negotiations;
  private boolean flushing;
  private long idleSince;

  private ClusterScheduler(ClusterId cluster, World world, ActorContext<SchedulerCommand> context) {
    this.cluster = cluster;
    this.world = world;
    this.settings = world.settings();
    this.context = context;
    this.view = new ClusterView(settings, cluster.hashCode());
    this.settling = new Settling(settings);
    this.requests =
        new Requests(settings, view, new Notices(cluster, context.getSystem().ignoreRef()));
    this.negotiations = new Negotiations(context, world.hosts(), settings, view, requests);
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
          requests.improved(view.ordinal(host.host()));
        }
        settle();
      }
      case SchedulerCommand.Place(var wanted) -> place(wanted);
      case SchedulerCommand.Withdraw(var sandbox) -> requests.withdraw(sandbox);
      case SchedulerCommand.StartEnded(var sandbox) -> requests.improved(view.startEnds(sandbox));
      case SchedulerCommand.Counted(var connected) -> {
        settling.expect(connected);
        settle();
      }
      case SchedulerCommand.Answered answered -> negotiations.answered(answered);
      case SchedulerCommand.Flush _ -> flush();
      case SchedulerCommand.Tick _ -> tick();
    }
    wantFlush();
    return Behaviors.same();
  }

  private void place(HostWanted wanted) {
    if (!requests.take(wanted)) {
      LOG.atDebug().addKeyValue("cluster", cluster).log("queue is full");
    }
  }

  private void settle() {
    settling.look(view.heard(), view.now());
  }

  /** By way of the mailbox: what is in it already is placed together. */
  private void wantFlush() {
    if (!flushing && requests.anyReady() && settling.over()) {
      flushing = true;
      context.getSelf().tell(new SchedulerCommand.Flush());
    }
  }

  private void flush() {
    flushing = false;
    if (!settling.over()) {
      return;
    }
    var batches = new LinkedHashMap<HostId, List<Request>>();
    var refusals = new Refusals(view);
    for (var request : requests.takeReady()) {
      int ordinal = view.choose(request);
      if (ordinal == ClusterView.NONE) {
        requests.nothingFits(request, refusals);
      } else {
        view.promise(ordinal, request.wanted().resources());
        batches.computeIfAbsent(view.host(ordinal), _ -> new ArrayList<>()).add(request);
      }
    }
    batches.forEach(negotiations::claim);
  }

  private void tick() {
    int heardBefore = view.heard();
    var tick = view.tick();
    settling.fellSilent(tick.fellSilent(), heardBefore, view.now());
    settle();
    tick.freed().forEach(requests::improved);
    if (settling.over()) {
      requests.endWaits();
    }
    if (view.size() > 0 || !requests.isEmpty()) {
      idleSince = view.now();
    } else if (view.now() - idleSince > settings.ticks(settings.idleAfter())) {
      world.leave().accept(context.getSelf());
    }
  }
}
