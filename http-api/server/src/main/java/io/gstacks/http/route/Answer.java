package io.gstacks.http.route;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** What a route answers. */
public sealed interface Answer {
  StatusCode status();

  /** A whole body, which an {@code Idempotency-Key} can keep. */
  record Whole(StatusCode status, ContentType type, ByteString body) implements Answer {}

  /** A body that is made while it is read. */
  record Streamed(ContentType type, Source<ByteString, NotUsed> body) implements Answer {
    @Override
    public StatusCode status() {
      return StatusCodes.OK;
    }
  }

  /** A body that is made while it is read, and whose length is known. */
  record Sized(
      StatusCode status,
      ContentType type,
      long length,
      Map<String, String> headers,
      Source<ByteString, NotUsed> body)
      implements Answer {
    public Sized {
      headers = Map.copyOf(headers);
    }
  }

  /** The same with a body that is watched over; whole bodies need none. */
  default Answer through(UnaryOperator<Source<ByteString, NotUsed>> watch) {
    return switch (this) {
      case Whole whole -> whole;
      case Streamed(var type, var body) -> new Streamed(type, watch.apply(body));
      case Sized(var status, var type, var length, var headers, var body) ->
          new Sized(status, type, length, headers, watch.apply(body));
    };
  }

  ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();
  ContentType TEXT = MediaTypes.TEXT_PLAIN.toContentType(HttpCharsets.UTF_8);

  static Answer ok(Object body) {
    return json(StatusCodes.OK, body);
  }

  static Answer created(Object body) {
    return json(StatusCodes.CREATED, body);
  }

  static Answer json(StatusCode status, Object body) {
    return new Whole(status, ContentTypes.APPLICATION_JSON, Json.bytes(body));
  }

  static Answer nothing() {
    return new Whole(
        StatusCodes.NO_CONTENT, ContentTypes.NO_CONTENT_TYPE, ByteString.emptyByteString());
  }

  static Answer text(Source<ByteString, NotUsed> body) {
    return new Streamed(TEXT, body);
  }

  static Answer error(ApiException failure) {
    return json(failure.status(), ErrorBody.of(failure.refusal()));
  }
}
