package io.gstacks.agent.state;

import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Memory that ends with the process: for simulated hosts, whose workloads do too. */
public class VolatileMemory implements AgentMemory {
  private final Map<String, Fence> fences = new LinkedHashMap<>();
  private final Map<String, WorkResult> results = new LinkedHashMap<>();
  private final Map<String, Workload> sightings = new LinkedHashMap<>();
  private long reportId;

  @Override
  public synchronized Fence fence(String sandboxId) {
    return fences.getOrDefault(sandboxId, Fence.OPEN);
  }

  @Override
  public synchronized void fence(String sandboxId, Fence fence) throws IOException {
    fences.put(sandboxId, fence);
  }

  @Override
  public synchronized Optional<WorkResult> result(String commandId) {
    return Optional.ofNullable(results.get(commandId));
  }

  @Override
  public synchronized Collection<WorkResult> results() {
    return List.copyOf(results.values());
  }

  @Override
  public synchronized void keep(WorkResult result) throws IOException {
    results.put(result.getCommandId(), result);
  }

  @Override
  public synchronized void forget(String commandId) throws IOException {
    results.remove(commandId);
  }

  @Override
  public synchronized long nextReportId() throws IOException {
    return ++reportId;
  }

  @Override
  public synchronized Collection<Workload> sightings() {
    return List.copyOf(sightings.values());
  }

  @Override
  public synchronized Optional<Workload> sighting(String container) {
    return Optional.ofNullable(sightings.get(container));
  }

  @Override
  public synchronized void saw(Workload workload) throws IOException {
    sightings.put(workload.getContainer(), workload);
  }

  @Override
  public synchronized void lostSightOf(String container) throws IOException {
    sightings.remove(container);
  }

  @Override
  public void close() throws IOException {}

  /** Everything, as the shortest list of entries that a log could have told it with. */
  synchronized List<Entry> entries() {
    var all = new ArrayList<Entry>();
    fences.forEach((sandbox, fence) -> all.add(new Entry.Fenced(sandbox, fence)));
    results.values().forEach(result -> all.add(new Entry.Kept(result)));
    sightings.values().forEach(workload -> all.add(new Entry.Saw(workload)));
    all.add(new Entry.ReportIds(reportId));
    return all;
  }

  synchronized void startReportIdsAt(long id) {
    reportId = Math.max(reportId, id);
  }
}
