package io.gstacks.agent.stream;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.WorkloadReport;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the control plane has not acknowledged. Everything is sent again after each Welcome, at most
 * a window at a time. Of the reports on one sandbox only the newest is kept: it says how things
 * are.
 *
 * <p>Plain state of one owner; no clock, no I/O.
 */
public final class Outbox {
  private final int window;
  private final Map<String, FromAgent> messages = new LinkedHashMap<>();
  private final ArrayDeque<String> unsent = new ArrayDeque<>();
  private final Set<String> inFlight = new HashSet<>();
  private final Map<String, Long> reportOf = new HashMap<>();

  public Outbox(int window) {
    this.window = window;
  }

  public void result(WorkResult result) {
    put("result " + result.getCommandId(), FromAgent.newBuilder().setWorkResult(result).build());
  }

  public void report(WorkloadReport report) {
    var superseded = reportOf.put(report.getWorkload().getSandboxId(), report.getReportId());
    if (superseded != null) {
      remove("report " + superseded);
    }
    put("report " + report.getReportId(), FromAgent.newBuilder().setWorkloadReport(report).build());
  }

  public void resultAcknowledged(String commandId) {
    remove("result " + commandId);
  }

  public void reportAcknowledged(long reportId) {
    remove("report " + reportId);
    reportOf.values().remove(reportId);
  }

  /** A new stream: whatever was under way on the old one counts as lost. */
  public void restart() {
    inFlight.clear();
    unsent.clear();
    unsent.addAll(messages.keySet());
  }

  /** The next to send, without an epoch; empty when there is none, or too many are under way. */
  public Optional<FromAgent> next() {
    while (inFlight.size() < window && !unsent.isEmpty()) {
      var key = unsent.removeFirst();
      var message = messages.get(key);
      if (message != null && inFlight.add(key)) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  public int size() {
    return messages.size();
  }

  private void put(String key, FromAgent message) {
    messages.put(key, message);
    inFlight.remove(key);
    unsent.addLast(key);
  }

  private void remove(String key) {
    messages.remove(key);
    inFlight.remove(key);
  }
}
