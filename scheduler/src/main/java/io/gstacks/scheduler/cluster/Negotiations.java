package io.gstacks.scheduler.cluster;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.persistence.entity.Meta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Claims on hosts, and what comes of them: the host has the last word, and every answer, a missing
 * one too, corrects the view. Belongs to one actor, which hears the answers.
 */
final class Negotiations {
  private final ActorContext<SchedulerCommand> context;
  private final Hosts hosts;
  private final ClusterView view;
  private final Requests requests;
  private final Outbox outbox;

  Negotiations(
      ActorContext<SchedulerCommand> context,
      Hosts hosts,
      ClusterSettings settings,
      ClusterView view,
      Requests requests) {
    this.context = context;
    this.hosts = hosts;
    this.view = view;
    this.requests = requests;
    this.outbox = new Outbox(settings.maxBatch());
  }

  /** Each of them was promised to the host in the view already. */
  void claim(HostId host, List<Request> claimed) {
    var batch = outbox.put(host, claimed);
    if (batch.isEmpty()) {
      return;
    }
    var claims = batch.stream().map(Request::claim).toList();
    context.pipeToSelf(
        hosts.ask(host, replyTo -> new HostCommand.ReserveBatch(Meta.system(), claims, replyTo)),
        (reply, failure) ->
            new SchedulerCommand.Answered(
                host,
                batch,
                failure == null && reply instanceof HostReply.Reserved reserved
                    ? Optional.of(reserved)
                    : Optional.empty()));
  }

  void answered(SchedulerCommand.Answered answered) {
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
        requests.granted(host, request);
      } else {
        requests.refused(host, request, verdict == null ? "no_answer" : verdict.refusal());
      }
    }
    sendNext(host, answered.reply().isPresent());
    requests.improved(view.ordinal(host));
  }

  /** What was to go next goes now; to a host that gives no answer it does not go at all. */
  private void sendNext(HostId host, boolean answers) {
    var next = new ArrayList<Request>();
    for (var request : outbox.answered(host)) {
      if (answers && requests.isCurrent(request)) {
        next.add(request);
      } else {
        view.settle(host, request.wanted().resources());
        requests.refused(host, request, "no_answer");
      }
    }
    claim(host, next);
  }
}
