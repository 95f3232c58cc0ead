package io.gstacks.http.route;

import io.gstacks.http.auth.Principal;
import io.gstacks.http.auth.Session;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.util.ByteString;

/**
 * One request on its way through a route: checked as far as the routing table can say.
 *
 * @param body empty where the route takes it as it comes, from {@code upload}
 * @param session empty only where the route needs no key
 * @param id the request's own id: in the log, in the journal, in the answer's {@code X-Request-Id}
 */
public record Exchange(
    HttpRequest request,
    Map<String, String> path,
    Query query,
    ByteString body,
    Upload upload,
    Optional<Session> session,
    String id,
    Origin origin) {
  public Exchange {
    path = Map.copyOf(path);
  }

  public Exchange with(Origin other) {
    return new Exchange(request, path, query, body, upload, session, id, other);
  }

  public Session requiredSession() {
    return session.orElseThrow(() -> new IllegalStateException("this route needs a key"));
  }

  public Principal principal() {
    return requiredSession().principal();
  }

  /** The id in the path. What is no id at all is unknown like any other: 404. */
  public <T> T pathId(String noun, Function<String, T> parse) {
    try {
      return parse.apply(path.getOrDefault("id", ""));
    } catch (IllegalArgumentException _) {
      throw ApiException.notFound(noun);
    }
  }

  public <T> T body(Class<T> type) {
    return Json.read(body, type);
  }

  /** The same where everything has a default, so that no body is an empty object. */
  public <T> T bodyOrEmpty(Class<T> type) {
    return Json.read(body.isEmpty() ? ByteString.fromString("{}") : body, type);
  }

  public Meta meta(String step) {
    return meta(principal().caller(), step);
  }

  public Meta meta(Caller caller, String step) {
    return new Meta(caller, id, origin.command(step));
  }

  public boolean wantsEvents() {
    return header("Accept").filter(accept -> accept.contains("text/event-stream")).isPresent();
  }

  public Optional<String> header(String name) {
    return request.getHeader(name).map(header -> header.value());
  }
}
