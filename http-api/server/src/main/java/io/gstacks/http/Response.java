package io.gstacks.http;

import io.gstacks.http.operate.RequestLog;
import io.gstacks.http.route.Answer;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

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
    };
  }
}
