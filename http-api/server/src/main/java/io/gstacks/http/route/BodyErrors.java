package io.gstacks.http.route;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with a body, in words that show nothing of what stood in it. */
final class BodyErrors {
  private BodyErrors() {}

  static ApiException of(IOException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException unknown ->
          ApiException.invalid(
              "unknown_field",
              "unknown field " + path(unknown),
              Map.of("field", path(unknown), "known", known(unknown)));
      case MismatchedInputException empty when path(empty).isEmpty() && isEmpty(empty) ->
          ApiException.invalid("malformed_json", "the body is empty; a JSON object is needed");
      case JsonMappingException mismatch when mismatch.getCause() instanceof ApiException answer ->
          answer;
      case JsonMappingException mismatch when isSyntax(mismatch) -> malformed(mismatch);
      case JsonMappingException mismatch -> misfit(mismatch);
      case JsonProcessingException syntax -> malformed(syntax);
      default -> ApiException.invalid("malformed_json", "the body is not JSON in UTF-8");
    };
  }

  private static ApiException malformed(JsonProcessingException syntax) {
    var details = new LinkedHashMap<String, Object>();
    var where = "";
    var at = syntax.getLocation();
    if (at != null) {
      details.put("line", at.getLineNr());
      details.put("column", at.getColumnNr());
      where = " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
    return ApiException.invalid("malformed_json", "the body is not JSON" + where, details);
  }

  private static ApiException misfit(JsonMappingException mismatch) {
    var field = path(mismatch);
    if (field.equals("resources") || field.startsWith("resources.")) {
      return ApiException.invalid(
          "invalid_resources",
          field + " does not fit: whole numbers within the limits are needed",
          Map.of("field", field));
    }
    return ApiException.invalid(
        "invalid_request",
        field.isEmpty() ? "the body must be a JSON object" : field + ": " + reason(mismatch),
        Map.of("field", field));
  }

  /**
   * Jackson's words for texts that we refuse ourselves; else ours, for its would quote the value.
   */
  private static String reason(JsonMappingException mismatch) {
    var said = mismatch.getOriginalMessage();
    return said.startsWith("text may hold") ? said : "has the wrong type or is out of range";
  }

  /** A broken body inside a record surfaces as a mapping error around the parser's own. */
  private static boolean isSyntax(JsonMappingException mismatch) {
    return mismatch.getCause() instanceof JsonParseException
        || mismatch.getOriginalMessage().startsWith("Trailing token");
  }

  private static boolean isEmpty(MismatchedInputException mismatch) {
    return mismatch.getOriginalMessage().startsWith("No content to map");
  }

  private static String known(UnrecognizedPropertyException unknown) {
    var ids = unknown.getKnownPropertyIds();
    return ids == null
        ? ""
        : ids.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String path(JsonMappingException mismatch) {
    var path = new StringBuilder();
    for (var step : mismatch.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.length() > 128 ? path.substring(0, 128) + "..." : path.toString();
  }
}
