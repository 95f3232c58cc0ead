package io.gstacks.host.channel;

import io.gstacks.host.HostId;
import java.util.HashMap;
import java.util.Map;

/** How many byte streams are open or about to be, on this node and to each host. */
final class ChannelCount {
  private final int most;
  private final int mostPerHost;
  private final Map<HostId, Integer> open = new HashMap<>();
  private int total;

  ChannelCount(int most, int mostPerHost) {
    this.most = most;
    this.mostPerHost = mostPerHost;
  }

  synchronized boolean take(HostId host) {
    if (total >= most || open.getOrDefault(host, 0) >= mostPerHost) {
      return false;
    }
    total++;
    open.merge(host, 1, Integer::sum);
    return true;
  }

  synchronized void give(HostId host) {
    total--;
    open.computeIfPresent(host, (_, count) -> count == 1 ? null : count - 1);
  }
}
