package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The description of the API, and whether an answer is as described. */
final class OpenApi {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonNode document = document();
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  /** Fails unless the operation knows this status and type, and the body fits its schema. */
  void check(String method, String path, int status, String type, Optional<JsonNode> body) {
    var template = template(path).orElseThrow(() -> new AssertionError(path + " is not described"));
    var operation =
        Optional.ofNullable(operations().get(method + " " + template))
            .orElseThrow(() -> new AssertionError(method + " " + template + " is not described"));
    var name = method + " " + template + " " + status;
    var response = resolved(operation.path("responses").path(Integer.toString(status)));
    assertThat(response.isMissingNode()).as("%s is not described", name).isFalse();
    if (type.isEmpty()) {
      assertThat(response.has("content")).as("%s has a body by its description", name).isFalse();
      return;
    }
    var content = response.path("content").path(type);
    assertThat(content.isMissingNode()).as("%s as %s is not described", name, type).isFalse();
    body.ifPresent(json ->
        assertThat(schema(name, content.path("schema")).validate(json))
            .as("%s: %s", name, json)
            .isEmpty());
  }

  /** {@code GET /api/hosts/{id}} to its operation. */
  Map<String, JsonNode> operations() {
    var operations = new TreeMap<String, JsonNode>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    operations.put(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                        operation.getValue())));
    return operations;
  }

  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** Every example in the document, with the name of its schema. */
  void checkExamples() {
    document
        .path("components")
        .path("schemas")
        .properties()
        .forEach(schema ->
            schema
                .getValue()
                .path("examples")
                .forEach(example ->
                    assertThat(schema(schema.getKey(), schema.getValue()).validate(example))
                        .as("example of %s", schema.getKey())
                        .isEmpty()));
  }

  private JsonSchema schema(String name, JsonNode schema) {
    return schemas.computeIfAbsent(
        name + schema,
        _ -> {
          ObjectNode whole = schema.deepCopy();
          whole.set("components", document.path("components"));
          return SCHEMAS.getSchema(whole);
        });
  }

  private Optional<String> template(String path) {
    var given = path.split("/");
    return document
        .path("paths")
        .propertyStream()
        .map(Map.Entry::getKey)
        .filter(template -> fits(template.split("/"), given))
        // A literal path is meant before one with a hole.
        .min(java.util.Comparator.comparingInt(template -> template.contains("{") ? 1 : 0));
  }

  private static boolean fits(String[] template, String[] path) {
    if (template.length != path.length) {
      return false;
    }
    for (int i = 0; i < path.length; i++) {
      if (!template[i].startsWith("{") && !template[i].equals(path[i])) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode document() {
    try (var file = OpenApi.class.getResourceAsStream("/openapi/openapi.yaml")) {
      return new YAMLMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
