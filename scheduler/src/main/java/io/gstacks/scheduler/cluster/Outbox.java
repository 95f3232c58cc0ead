package io.gstacks.scheduler.cluster;

import io.gstacks.host.HostId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes to which host next. One batch at a time is with a host, and what comes meanwhile goes
 * together once it has answered: a busy host stores one event for many, an idle one is asked at
 * once.
 */
final class Outbox {
  private final int maxBatch;

  /** Hosts that have a batch to answer, with what waits for them. */
  private final Map<HostId, List<Request>> busy = new HashMap<>();

  Outbox(int maxBatch) {
    this.maxBatch = maxBatch;
  }

  /** The batch that is to be sent now; none when the host has one already, or nothing came. */
  List<Request> put(HostId host, List<Request> claimed) {
    var waiting = busy.get(host);
    if (waiting != null) {
      waiting.addAll(claimed);
      return List.of();
    }
    if (claimed.isEmpty()) {
      return List.of();
    }
    int most = Math.min(claimed.size(), maxBatch);
    busy.put(host, new ArrayList<>(claimed.subList(most, claimed.size())));
    return List.copyOf(claimed.subList(0, most));
  }

  /** The host has answered, or never will: what waited for it. */
  List<Request> answered(HostId host) {
    var waited = busy.remove(host);
    return waited == null ? List.of() : waited;
  }
}
