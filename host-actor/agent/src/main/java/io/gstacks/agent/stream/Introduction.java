package io.gstacks.agent.stream;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.Hello;
import io.gstacks.agent.protocol.Inventory;
import io.gstacks.agent.protocol.Workload;
import java.util.ArrayList;
import java.util.List;

/** What a host says first: who it is, and page by page what it runs. */
public record Introduction(Hello hello, List<Workload> workloads) {
  private static final int PAGE = 100;

  public Introduction {
    workloads = List.copyOf(workloads);
  }

  /** The messages in their order; none carries an epoch, for none is granted yet. */
  public List<FromAgent> messages() {
    var pages = new ArrayList<FromAgent>();
    for (int from = 0; from < workloads.size(); from += PAGE) {
      var page = workloads.subList(from, Math.min(from + PAGE, workloads.size()));
      pages.add(
          FromAgent.newBuilder()
              .setInventory(Inventory.newBuilder().addAllWorkloads(page))
              .build());
    }
    pages.addFirst(
        FromAgent.newBuilder().setHello(hello.toBuilder().setInventoryPages(pages.size())).build());
    return pages;
  }
}
