package io.gstacks.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Calls the control plane. What fails on the way is tried again, a bounded number of times; what
 * the control plane refuses is a {@link Failure}.
 */
public final class Api {
  private final ControlPlane plane;
  private final ApiSettings settings;
  private final HttpClient http;

  public Api(ControlPlane plane, ApiSettings settings) {
    this.plane = plane;
    this.settings = settings;
    this.http = Attempt.client(plane, settings);
  }

  public ApiSettings settings() {
    return settings;
  }

  /** The answer's JSON; an empty object where the answer has no body. */
  public Answer send(Call call) {
    var limit = call.answerWithin().orElse(settings.answer());
    var text = text(call.header("Accept", "application/json"), limit);
    return text.isEmpty() ? Answer.of(Json.object()) : Answer.of(text);
  }

  private String text(Call call, Duration silence) {
    try (var body = open(call, silence)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw broken(e).thrown();
    }
  }

  /** The body as it comes; a silence beyond the limit is an {@link IOException}. */
  public InputStream open(Call call) {
    return open(call, settings.silence());
  }

  private InputStream open(Call call, Duration silence) {
    var answerWithin = call.answerWithin().orElse(settings.answer());
    for (int retry = 1; ; retry++) {
      switch (Attempt.at(http, plane, call, answerWithin, silence)) {
        case Attempt.Answered(var body) -> {
          return body;
        }
        case Attempt.Failed(var failure, var again, var retryAfter) -> {
          if (!again || retry > settings.retries()) {
            throw failure.thrown();
          }
          rest(retryAfter.orElse(pauseBefore(retry)));
        }
      }
    }
  }

  /** Half of it for certain, half by chance: many clients must not come back together. */
  Duration pauseBefore(int retry) {
    long half = settings.backoffBefore(retry).toMillis() / 2;
    return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
  }

  /** A stream that ended before its end. */
  static Failure broken(IOException cause) {
    return Failure.local(
        ExitCode.UNAVAILABLE,
        "connection_lost",
        "the connection to the control plane was lost: " + Attempt.words(cause),
        "the outcome is not known: look at the record before trying again");
  }

  public static void rest(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Attempt.interrupted().thrown();
    }
  }
}
