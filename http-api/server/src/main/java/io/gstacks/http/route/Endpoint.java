package io.gstacks.http.route;

import io.gstacks.persistence.entity.Role;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;

/**
 * One row of the routing table: all that must be known of a route before it runs.
 *
 * <p>A table and not a tree of directives, because the same row says what authentication, the query
 * check, metrics, the log, {@code Idempotency-Key} and the test against {@code openapi.yaml} need;
 * and because a miss costs one comparison for each row instead of a chain of rejections.
 *
 * @param role the least role that may; empty: no key is needed
 * @param parameters the query parameters that it knows; others are refused
 * @param intake how its body comes in
 * @param repeat what a crash in the middle of a keyed request comes to
 */
public record Endpoint(
    HttpMethod method,
    PathTemplate path,
    Optional<Role> role,
    Set<String> parameters,
    Intake intake,
    Repeat repeat,
    Handler handler) {
  /** Whether a request that was begun, and whose answer was lost, may be run again. */
  public enum Repeat {
    AGAIN,
    NEVER
  }

  /** Whether a body is read whole before the route runs, or by the route as it comes. */
  public enum Intake {
    WHOLE,
    STREAMED
  }

  /** What a route does. It may throw an {@link ApiException} as well as fail with one. */
  @FunctionalInterface
  public interface Handler {
    CompletionStage<Answer> handle(Exchange exchange);
  }

  public Endpoint {
    parameters = Set.copyOf(parameters);
  }

  public static Endpoint open(String path, Handler handler) {
    return new Endpoint(
        HttpMethods.GET,
        PathTemplate.of(path),
        Optional.empty(),
        Set.of(),
        Intake.WHOLE,
        Repeat.AGAIN,
        handler);
  }

  public static Endpoint get(String path, Role role, Handler handler) {
    return of(HttpMethods.GET, path, role, handler);
  }

  public static Endpoint post(String path, Role role, Handler handler) {
    return of(HttpMethods.POST, path, role, handler);
  }

  /** Its body is the content itself, of any length: the route takes it as it comes. */
  public static Endpoint upload(String path, Role role, Handler handler) {
    return new Endpoint(
        HttpMethods.PUT,
        PathTemplate.of(path),
        Optional.of(role),
        Set.of(),
        Intake.STREAMED,
        Repeat.AGAIN,
        handler);
  }

  public static Endpoint patch(String path, Role role, Handler handler) {
    return of(HttpMethods.PATCH, path, role, handler);
  }

  public static Endpoint delete(String path, Role role, Handler handler) {
    return of(HttpMethods.DELETE, path, role, handler);
  }

  public Endpoint with(String... known) {
    return new Endpoint(method, path, role, Set.of(known), intake, repeat, handler);
  }

  /** A request that must not run twice: after a crash its outcome is unknown, and said to be so. */
  public Endpoint once() {
    return new Endpoint(method, path, role, parameters, intake, Repeat.NEVER, handler);
  }

  private static Endpoint of(HttpMethod method, String path, Role role, Handler handler) {
    return new Endpoint(
        method,
        PathTemplate.of(path),
        Optional.of(role),
        Set.of(),
        Intake.WHOLE,
        Repeat.AGAIN,
        handler);
  }
}
