package io.gstacks.host.cluster;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** How clusters are stored. */
public final class ClusterJournal implements EntityJournal<ClusterEvent, Cluster> {
  static final String ENTITY = "Cluster";

  @Override
  public String entity() {
    return ENTITY;
  }

  @Override
  public List<StoredEvent<? extends ClusterEvent>> events() {
    return List.of(StoredEvent.first("cluster.created", ClusterEvent.Created.class));
  }

  @Override
  public Cluster empty() {
    return Cluster.absent();
  }

  @Override
  public Cluster apply(Cluster state, ClusterEvent event) {
    return state.apply(event);
  }

  @Override
  public Class<Cluster> stateType() {
    return Cluster.class;
  }

  @Override
  public List<ReadTable<ClusterEvent>> tables() {
    return List.of(new ClusterTable());
  }
}
