package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.Json;
import java.util.List;
import java.util.Map;

/** {@code NAME=VALUE} pairs of a command line. */
final class Assignments {
  private Assignments() {}

  /**
   * Labels, each with its value.
   *
   * @param option for the message when one has none
   */
  static ObjectNode of(String option, List<String> pairs) {
    return of(option, pairs, Map.of());
  }

  /**
   * Environment variables. A name alone takes the value of our own environment, so that a secret
   * need not stand on a command line, where other users of the machine can see it.
   */
  static ObjectNode of(String option, List<String> pairs, Map<String, String> environment) {
    var object = Json.object();
    for (var pair : pairs) {
      int equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? environment.get(name) : pair.substring(equals + 1);
      if (name.isEmpty() || value == null) {
        // never the value: it may be a secret, and messages end up in logs
        throw Failure.usage(option + " is NAME=VALUE; it was given as: " + name).thrown();
      }
      object.put(name, value);
    }
    return object;
  }
}
