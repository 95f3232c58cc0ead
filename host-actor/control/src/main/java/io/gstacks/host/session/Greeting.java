package io.gstacks.host.session;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.Hello;
import io.gstacks.agent.protocol.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an agent says before it is welcome: Hello, then as many pages as Hello announced. */
final class Greeting {
  private static final int PAGE = 100;

  private final Workloads workloads;
  private final int maxWorkloads;
  private final List<Workloads.Checked> inventory = new ArrayList<>();
  private Optional<Hello> hello = Optional.empty();
  private int pagesLeft;

  Greeting(Workloads workloads, int maxWorkloads) {
    this.workloads = workloads;
    this.maxWorkloads = maxWorkloads;
  }

  /** True when all has been said. */
  boolean hear(FromAgent said) {
    switch (said.getMessageCase()) {
      case HELLO -> hello(said.getHello());
      case INVENTORY -> page(said.getInventory());
      case CLEANUP_DONE,
          HEARTBEAT,
          WORK_RESULT,
          WORKLOAD_REPORT,
          WORK_PROGRESS,
          CHANNEL_REFUSED,
          MESSAGE_NOT_SET ->
          throw new ProtocolException(said.getMessageCase() + " before Welcome");
    }
    return pagesLeft == 0;
  }

  private void hello(Hello said) {
    if (hello.isPresent()) {
      throw new ProtocolException("Hello twice");
    }
    int pages = Texts.figure(said.getInventoryPages());
    if (pages > (maxWorkloads + PAGE - 1) / PAGE) {
      throw new ProtocolException("more than " + maxWorkloads + " workloads");
    }
    hello = Optional.of(said);
    pagesLeft = pages;
  }

  private void page(Inventory page) {
    if (pagesLeft == 0 || page.getWorkloadsCount() > PAGE) {
      throw new ProtocolException("a page too many, or one too full");
    }
    page.getWorkloadsList().forEach(workload -> inventory.add(workloads.check(workload)));
    pagesLeft--;
  }

  Hello hello() {
    return hello.orElseThrow();
  }

  List<Workloads.Checked> inventory() {
    return List.copyOf(inventory);
  }
}
