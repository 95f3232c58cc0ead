package io.gstacks.host.tenant;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** How API keys are stored. */
public final class KeyJournal implements EntityJournal<KeyEvent, Key> {
  static final String ENTITY = "Key";

  @Override
  public String entity() {
    return ENTITY;
  }

  @Override
  public List<StoredEvent<? extends KeyEvent>> events() {
    return List.of(
        StoredEvent.first("key.created", KeyEvent.Created.class),
        StoredEvent.first("key.revoked", KeyEvent.Revoked.class));
  }

  @Override
  public Key empty() {
    return Key.absent();
  }

  @Override
  public Key apply(Key state, KeyEvent event) {
    return state.apply(event);
  }

  @Override
  public Class<Key> stateType() {
    return Key.class;
  }

  @Override
  public List<ReadTable<KeyEvent>> tables() {
    return List.of(new KeyTable());
  }
}
