package io.gstacks.cli.api;

import com.fasterxml.jackson.databind.JsonNode;

/** A 2xx answer: its text as it came, and its JSON. */
public record Answer(String text, JsonNode json) {
  static Answer of(String text) {
    return new Answer(
        text,
        Json.parse(text)
            .orElseThrow(() ->
                Failure.local(
                        ExitCode.FAILED,
                        "not_json",
                        "the answer is not JSON",
                        "is the base URL that of a gstacks control plane?")
                    .thrown()));
  }

  public static Answer of(JsonNode json) {
    return new Answer(json.toString(), json);
  }
}
