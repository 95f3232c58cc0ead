package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.http.TestApi.Answered;
import io.gstacks.http.route.Endpoint;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The description and the routing table say the same. */
class OpenApiTest {
  private final OpenApi openApi = new OpenApi();
  private final TestApi api = new TestApi();

  @Test
  void describesEveryRouteAndNoOther() {
    assertThat(openApi.operations().keySet()).isEqualTo(routes().keySet());
  }

  @Test
  void namesEveryQueryParameter() {
    routes()
        .forEach((name, endpoint) ->
            assertThat(queryParameters(openApi.operations().get(name)))
                .as(name)
                .isEqualTo(new TreeSet<>(endpoint.parameters())));
  }

  @Test
  void namesTheRoleOfEveryRoute() {
    routes()
        .forEach((name, endpoint) ->
            assertThat(openApi.operations().getOrDefault(name, none()).path("x-role").asText())
                .as(name)
                .isEqualTo(
                    endpoint.role().map(role -> role.name().toLowerCase(Locale.ROOT)).orElse("")));
  }

  @Test
  void showsExamplesThatFit() {
    openApi.checkExamples();
  }

  @Test
  void isServed() {
    Answered answer = api.sendRaw(HttpRequest.GET("/api/openapi.yaml"));

    assertThat(answer.type()).isEqualTo("application/yaml");
    assertThat(answer.text()).startsWith("openapi: 3.1.0");
  }

  private Map<String, Endpoint> routes() {
    var routes = new TreeMap<String, Endpoint>();
    api.api()
        .endpoints()
        .forEach(endpoint ->
            routes.put(endpoint.method().name() + " " + endpoint.path().text(), endpoint));
    return routes;
  }

  private Set<String> queryParameters(@Nullable JsonNode operation) {
    var names = new TreeSet<String>();
    if (operation != null) {
      operation
          .path("parameters")
          .forEach(parameter -> {
            var known = openApi.resolved(parameter);
            if (known.path("in").asText().equals("query")) {
              names.add(known.path("name").asText());
            }
          });
    }
    return names;
  }

  private static JsonNode none() {
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }
}
