package io.gstacks.scheduler.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What sandboxes are told of their wish for a host. Nobody waits for an answer: they repeat it. */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final ClusterId cluster;
  private final ActorRef<SandboxCommand.Reply> nobody;

  Notices(ClusterId cluster, ActorRef<SandboxCommand.Reply> nobody) {
    this.cluster = cluster;
    this.nobody = nobody;
  }

  void placed(Request request, HostId host) {
    long attempt = request.wanted().attempt();
    request.tell(
        new SandboxCommand.Placed(meta("placed", attempt, host.value()), attempt, host, nobody));
  }

  void queued(Request request, int position) {
    long attempt = request.wanted().attempt();
    request.tell(
        new SandboxCommand.Queued(
            meta("queued", attempt, ""), attempt, request.lack(), position, nobody));
  }

  void unplaceable(Request request, Refusals.Refusal refusal) {
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

  /** The same answer to the same attempt is the same command. */
  private static Meta meta(String what, long attempt, String host) {
    return new Meta(Caller.system(), "", what + "/" + attempt + "/" + host);
  }
}
