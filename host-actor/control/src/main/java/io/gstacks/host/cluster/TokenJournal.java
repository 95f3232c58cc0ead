package io.gstacks.host.cluster;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** How bootstrap tokens are stored. */
public final class TokenJournal implements EntityJournal<TokenEvent, Token> {
  static final String ENTITY = "Token";

  @Override
  public String entity() {
    return ENTITY;
  }

  @Override
  public List<StoredEvent<? extends TokenEvent>> events() {
    return List.of(
        StoredEvent.first("token.created", TokenEvent.Created.class),
        StoredEvent.first("token.redeemed", TokenEvent.Redeemed.class),
        StoredEvent.first("token.revoked", TokenEvent.Revoked.class),
        StoredEvent.first("token.hosts-told", TokenEvent.HostsTold.class));
  }

  @Override
  public Token empty() {
    return Token.absent();
  }

  @Override
  public Token apply(Token state, TokenEvent event) {
    return state.apply(event);
  }

  @Override
  public Class<Token> stateType() {
    return Token.class;
  }

  @Override
  public List<ReadTable<TokenEvent>> tables() {
    return List.of(new TokenTable());
  }
}
