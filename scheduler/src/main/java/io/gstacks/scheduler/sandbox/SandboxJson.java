package io.gstacks.scheduler.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gstacks.persistence.sealed.Sealed;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JSON columns of the read tables. Of an environment they hold the names, never a value. */
final class SandboxJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Stands for a value in a table; nothing opens it. */
  private static final Sealed WITHHELD = new Sealed("1:" + "0".repeat(26) + ":AA==");

  private SandboxJson() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be a column: " + value, e);
    }
  }

  static String spec(SandboxSpec spec) {
    return write(withheld(spec));
  }

  static SandboxSpec withheld(SandboxSpec spec) {
    return spec.withEnvironment(
        spec.environment().keySet().stream()
            .collect(Collectors.toMap(Function.identity(), _ -> WITHHELD)));
  }

  /** An event as people see it: a new sandbox's environment by its names. */
  static String data(SandboxEvent event) {
    if (event instanceof SandboxEvent.Requested requested) {
      var spec = requested.spec();
      ObjectNode data = MAPPER.valueToTree(spec.withEnvironment(Map.of()));
      data.remove("environment");
      data.set(
          "environment_names",
          MAPPER.valueToTree(spec.environment().keySet().stream().sorted().toList()));
      return data.toString();
    }
    return write(event);
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a column of ours: " + json, e);
    }
  }

  static JsonNode tree(String json) {
    return read(json, JsonNode.class);
  }
}
