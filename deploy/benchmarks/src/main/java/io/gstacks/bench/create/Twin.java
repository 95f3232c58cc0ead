package io.gstacks.bench.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gstacks.bench.http.Request;
import java.nio.file.Path;

/**
 * The request to Docker for a container like one that gstacks made: what inspecting that one tells,
 * sent back. So the options are the same by construction, now and after the next change.
 *
 * <p>Two things differ, as they must: the labels have another prefix, or the agent would take the
 * twin for its own; and what was mounted of the installation is a directory of the bench.
 */
final class Twin {
  private static final String OURS = "dev.gstacks.";
  private static final String LABEL = "dev.gstacks-bench.";

  private Twin() {}

  /**
   * @param inspected what Docker says of the container that gstacks made
   * @param installation the directory whose mounts are replaced
   * @param workspace what is mounted in their place
   */
  static Request create(JsonNode inspected, Path installation, Path workspace) {
    var body = inspected.path("Config").<ObjectNode>deepCopy();
    body.set("Labels", labels(body.path("Labels"), workspace));
    var host = inspected.path("HostConfig").<ObjectNode>deepCopy();
    if (host.path("Binds") instanceof ArrayNode binds) {
      replaceBinds(binds, installation, workspace);
    }
    for (var mount : host.path("Mounts")) {
      if (isBelow(mount.path("Source").asText(), installation)) {
        ((ObjectNode) mount).put("Source", workspace.toString());
      }
    }
    body.set("HostConfig", host);
    return Request.post("/containers/create", body.toString());
  }

  private static ObjectNode labels(JsonNode labels, Path workspace) {
    var renamed = ((ObjectNode) labels).objectNode();
    labels
        .properties()
        .forEach(label -> renamed.set(label.getKey().replace(OURS, LABEL), label.getValue()));
    return renamed.put(LABEL + "workspace", workspace.toString());
  }

  private static void replaceBinds(ArrayNode binds, Path installation, Path workspace) {
    for (int i = 0; i < binds.size(); i++) {
      var parts = binds.get(i).asText().split(":", 2);
      if (isBelow(parts[0], installation)) {
        binds.set(i, binds.textNode(workspace + ":" + parts[1]));
      }
    }
  }

  private static boolean isBelow(String source, Path directory) {
    return !source.isEmpty() && Path.of(source).startsWith(directory);
  }
}
