package io.gstacks.host.tenant;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** How tenants are stored. */
public final class TenantJournal implements EntityJournal<TenantEvent, Tenant> {
  static final String ENTITY = "Tenant";

  @Override
  public String entity() {
    return ENTITY;
  }

  @Override
  public List<StoredEvent<? extends TenantEvent>> events() {
    return List.of(
        StoredEvent.first("tenant.created", TenantEvent.Created.class),
        StoredEvent.first("tenant.name-claimed", TenantEvent.NameClaimed.class));
  }

  @Override
  public Tenant empty() {
    return Tenant.absent();
  }

  @Override
  public Tenant apply(Tenant state, TenantEvent event) {
    return state.apply(event);
  }

  @Override
  public Class<Tenant> stateType() {
    return Tenant.class;
  }

  @Override
  public List<ReadTable<TenantEvent>> tables() {
    return List.of(new TenantTable());
  }
}
