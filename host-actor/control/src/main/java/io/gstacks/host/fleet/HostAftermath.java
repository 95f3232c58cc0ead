package io.gstacks.host.fleet;

import io.gstacks.host.HostId;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.fleet.Member.Standing;
import io.gstacks.persistence.entity.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What follows for the outside once an event of a host is stored, and never before: the session is
 * closed or taken over, the host announces itself, and replies show it as it now is.
 */
final class HostAftermath {
  private final HostId id;
  private final Clock clock;
  private final Line line;
  private final HostDuties duties;
  private final LongSupplier revision;

  /** {@code revision}: the number of the entity's last event. */
  HostAftermath(HostId id, Clock clock, Line line, HostDuties duties, LongSupplier revision) {
    this.id = id;
    this.clock = clock;
    this.line = line;
    this.duties = duties;
    this.revision = revision;
  }

  void recovered(Host after) {
    look(after);
  }

  void connected(Host after, ActorRef<SessionOrder> session) {
    line.session()
        .ifPresent(old -> old.tell(new SessionOrder.Close("superseded", "a newer line", false)));
    line.stand(epochOf(after), session);
    duties.changed();
    look(after);
  }

  void disconnected(Host after, long epoch) {
    if (epochOf(after) == epoch) {
      line.drop();
      announce(after);
    }
  }

  /** After it lost its token or was archived: the line is cut, and the loss told. */
  void ended(Host after) {
    if (after instanceof Member host) {
      host.barred().ifPresent(why -> cut(host, why));
    }
  }

  private void cut(Member host, Refusal why) {
    // A lost host that is there after all shall come back once, to remove what it still runs.
    var last = host.standing() != Standing.LOST;
    var code = last ? why.code() : "unavailable";
    line.session()
        .ifPresent(session -> session.tell(new SessionOrder.Close(code, why.message(), last)));
    line.drop();
    announce(host);
    look(host);
  }

  void awake(Host after, List<Ref> held, boolean wentAway) {
    line.forgetProvisioned(held);
    if (wentAway) {
      line.drop();
      duties.changed();
    }
    if (after instanceof Member host) {
      duties.announceChange(host, line.stands(), revision.getAsLong());
    }
    look(after);
  }

  void announce(Host after) {
    if (after instanceof Member host) {
      duties.announce(host, line.stands(), revision.getAsLong());
    }
  }

  private void look(Host after) {
    if (after instanceof Member host) {
      duties.look(host, line, clock.instant());
    }
  }

  HostReply described(Host after) {
    return switch (after) {
      case Host.Absent _ -> unknown();
      case Member host ->
          new HostReply.Accepted(
              HostViews.view(
                  id,
                  host,
                  line.stands(),
                  line.condition().map(HostCommand.HostCondition::telemetry)));
    };
  }

  HostReply reserved(Host after, Ledger.Batch batch) {
    return switch (after) {
      case Host.Absent _ -> unknown();
      case Member host ->
          new HostReply.Reserved(
              batch.verdicts(), duties.announcement(host, line.stands(), revision.getAsLong()));
    };
  }

  private static HostReply unknown() {
    return new HostReply.Refused(Refusal.notFound("host"));
  }

  static long epochOf(Host state) {
    return switch (state) {
      case Host.Absent _ -> 0;
      case Member host -> host.epoch();
    };
  }
}
