package io.gstacks.host.authority;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** How the authority is stored. It has no table: nobody lists it. */
public final class AuthorityJournal implements EntityJournal<AuthorityEvent, AuthorityState> {
  static final String ENTITY = "Authority";

  @Override
  public String entity() {
    return ENTITY;
  }

  @Override
  public List<StoredEvent<? extends AuthorityEvent>> events() {
    return List.of(StoredEvent.first("authority.established", AuthorityEvent.Established.class));
  }

  @Override
  public AuthorityState empty() {
    return AuthorityState.absent();
  }

  @Override
  public AuthorityState apply(AuthorityState state, AuthorityEvent event) {
    return state.apply(event);
  }

  @Override
  public Class<AuthorityState> stateType() {
    return AuthorityState.class;
  }

  @Override
  public List<ReadTable<AuthorityEvent>> tables() {
    return List.of();
  }
}
