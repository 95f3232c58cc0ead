package io.gstacks.http;

import io.gstacks.http.operate.RequestLog;
import io.gstacks.http.route.Answer;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** An answer on its way out: its request's log entry ends with it. */
record Response(Answer answer, RequestLog.Entry entry) {
  HttpResponse http() {
    var response =
        HttpResponse.create()
            .withStatus(answer.status())
            .addHeader(RawHeader.create("X-Request-Id", entry.id()))
            .addHeader(RawHeader.create("Cache-Control", "no-store"));
    entry.end(answer.status().intValue());
    return switch (answer) {
      case Answer.Whole whole when whole.body().isEmpty() -> response;
      case Answer.Whole whole ->
          response.withEntity(HttpEntities.create(whole.type(), whole.body()));
      case Answer.Streamed streamed ->
          response.withEntity(HttpEntities.createChunked(streamed.type(), streamed.body()));
      case Answer.Sized sized -> sized(response, sized);
    };
  }

  private static HttpResponse sized(HttpResponse response, Answer.Sized sized) {
    var headers =
        sized.headers().entrySet().stream()
            .<HttpHeader>map(header -> RawHeader.create(header.getKey(), header.getValue()))
            .toList();
    return response
        .addHeaders(headers)
        .withEntity(
            sized.length() == 0
                ? HttpEntities.create(sized.type(), ByteString.emptyByteString())
                : HttpEntities.create(sized.type(), sized.length(), sized.body()));
  }
}
