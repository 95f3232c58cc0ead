package io.gstacks.http;

import io.gstacks.http.route.ErrorBody;
import io.gstacks.http.route.Json;
import io.gstacks.persistence.entity.Refusal;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what cannot be read as a request at all in the form of every other error. */
public final class UnreadableRequests extends ParsingErrorHandler {
  /** Pekko finds its handlers as Scala objects, by a field of this name. */
  public static final UnreadableRequests MODULE$ = new UnreadableRequests();

  private UnreadableRequests() {}

  /** The detail of the error may show a key; its summary does not. */
  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    log.debug("an unreadable request: {}", error.summary());
    return HttpResponse.create()
        .withStatus(status.intValue())
        .withEntity(
            ContentTypes.APPLICATION_JSON,
            Json.bytes(ErrorBody.of(Refusal.invalid("invalid_request", summary(error))))
                .toArrayUnsafe());
  }

  private static String summary(ErrorInfo error) {
    return error.summary().isEmpty() ? "this is not a request of HTTP" : error.summary();
  }
}
