package io.gstacks.http.idempotency;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** How requests are stored. No table follows from them: they are found by their key alone. */
public final class RequestJournal implements EntityJournal<RequestEvent, RequestState> {
  @Override
  public String entity() {
    return "Request";
  }

  @Override
  public List<StoredEvent<? extends RequestEvent>> events() {
    return List.of(
        StoredEvent.first("request.began", RequestEvent.Began.class),
        StoredEvent.first("request.answer-part", RequestEvent.Part.class),
        StoredEvent.first("request.answered", RequestEvent.Answered.class));
  }

  @Override
  public RequestState empty() {
    return RequestState.unknown();
  }

  @Override
  public RequestState apply(RequestState state, RequestEvent event) {
    return state.apply(event);
  }

  @Override
  public Class<RequestState> stateType() {
    return RequestState.class;
  }

  @Override
  public List<ReadTable<RequestEvent>> tables() {
    return List.of();
  }
}
