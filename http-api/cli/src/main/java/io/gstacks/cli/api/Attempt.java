package io.gstacks.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** One try of a call: its body, or how it failed and whether another try may help. */
sealed interface Attempt {
  record Answered(InputStream body) implements Attempt {}

  record Failed(Failure failure, boolean again, Optional<Duration> retryAfter) implements Attempt {}

  /** The statuses that say "later" rather than "no". */
  Set<Integer> LATER = Set.of(429, 502, 503, 504);

  /** Redirects are not followed: the key is for one address only. */
  static HttpClient client(ControlPlane plane, ApiSettings settings) {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connect());
    return plane.encrypted() ? builder.build() : builder.sslContext(NoTls.context()).build();
  }

  static Attempt at(
      HttpClient http, ControlPlane plane, Call call, Duration answerWithin, Duration silence) {
    try {
      var request = call.request(plane).timeout(answerWithin).build();
      var response = http.send(request, _ -> new TimedBody(silence));
      return response.statusCode() / 100 == 2
          ? new Answered(response.body())
          : refused(call, response);
    } catch (HttpConnectTimeoutException | ConnectException e) {
      return new Failed(unreachable(plane, e), true, Optional.empty());
    } catch (HttpTimeoutException _) {
      return new Failed(silent(plane, answerWithin), false, Optional.empty());
    } catch (IOException e) {
      return new Failed(unreachable(plane, e), call.repeatable(), Optional.empty());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Failed(interrupted(), false, Optional.empty());
    }
  }

  private static Attempt refused(Call call, HttpResponse<InputStream> response) throws IOException {
    try (var body = response.body()) {
      var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      var status = response.statusCode();
      var later = call.repeatable() && LATER.contains(status);
      return new Failed(Failure.answered(status, text), later, retryAfter(response));
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(asked ->
            asked.compareTo(ApiSettings.LONGEST_PAUSE) < 0 ? asked : ApiSettings.LONGEST_PAUSE);
  }

  private static Failure unreachable(ControlPlane plane, IOException cause) {
    return Failure.local(
        ExitCode.UNAVAILABLE,
        "unreachable",
        "no control plane answers at " + plane + " (" + words(cause) + ")",
        "is it up? deploy/up starts it; GSTACKS_BASE_URL or gstacks auth login names another");
  }

  private static Failure silent(ControlPlane plane, Duration limit) {
    return Failure.local(
        ExitCode.UNAVAILABLE,
        "no_answer",
        plane + " did not answer within " + limit.toSeconds() + " s",
        "the outcome is not known: look at the record before trying again");
  }

  static Failure interrupted() {
    return Failure.local(ExitCode.FAILED, "interrupted", "interrupted", "run it again");
  }

  /** The JDK's connect failures carry no message of their own. */
  static String words(Throwable cause) {
    var message = cause.getMessage();
    if (message != null && !message.isBlank()) {
      return message;
    }
    return cause instanceof ConnectException
        ? "connection refused"
        : cause.getClass().getSimpleName();
  }
}
