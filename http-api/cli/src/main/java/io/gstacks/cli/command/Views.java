package io.gstacks.cli.command;

import static io.gstacks.cli.output.Column.field;
import static io.gstacks.cli.output.Column.time;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.output.Cells;
import io.gstacks.cli.output.Column;
import java.util.List;

/** The columns of each kind of record. The rest of a record is in its details and in the JSON. */
final class Views {
  static final List<Column> TENANTS =
      List.of(field("id"), field("name"), time("CREATED", "created_at"));

  static final List<Column> CLUSTERS =
      List.of(field("id"), field("name"), field("kind"), time("CREATED", "created_at"));

  static final List<Column> KEYS =
      List.of(
          field("id"),
          field("name"),
          field("role"),
          time("CREATED", "created_at"),
          time("REVOKED", "revoked_at"));

  static final List<Column> TOKENS =
      List.of(
          field("id"),
          field("name"),
          field("CLUSTER", "cluster_id"),
          field("status"),
          new Column("USES", it -> Cells.of(it.path("uses")) + "/" + Cells.of(it.path("max_uses"))),
          time("EXPIRES", "expires_at"));

  static final List<Column> HOSTS =
      List.of(
          field("id"),
          field("name"),
          field("status"),
          new Column("ELIGIBLE", Views::eligible),
          field("ARCH", "architecture"),
          new Column("CPU", it -> share(it, "cpu_millis")),
          new Column("MEMORY MIB", it -> share(it, "memory_mib")),
          field("tags"),
          field("traits"));

  static final List<Column> SANDBOXES =
      List.of(
          field("id"),
          field("name"),
          new Column("STATUS", Views::status),
          field("HOST", "host_id"),
          field("image"),
          time("CREATED", "created_at"));

  static final List<Column> IMAGES = List.of(field("reference"), field("digest"), field("hosts"));

  static final List<Column> ACTIVITY =
      List.of(time("AT", "at"), field("event"), field("by"), field("data"));

  static final List<Column> FILES =
      List.of(
          field("mode"),
          field("type"),
          field("size"),
          time("MODIFIED", "modified_at"),
          new Column("NAME", Views::fileName));

  private static String fileName(JsonNode file) {
    return Cells.of(file.path("name"))
        + (file.has("link_target") ? " -> " + Cells.of(file.path("link_target")) : "");
  }

  private Views() {}

  private static String eligible(JsonNode host) {
    return host.path("eligible").asBoolean()
        ? "yes"
        : "no: " + Cells.of(host.path("eligibility_reason"));
  }

  /** What is reserved of what there is. */
  private static String share(JsonNode host, String resource) {
    return Cells.of(host.path("reserved").path(resource))
        + "/"
        + Cells.of(host.path("capacity").path(resource));
  }

  /** With the reason's code where there is one: {@code error (host_lost)}. */
  private static String status(JsonNode sandbox) {
    var status = Cells.of(sandbox.path("status"));
    var reason = sandbox.path("reason").path("code");
    return reason.isTextual() ? status + " (" + Cells.of(reason) + ")" : status;
  }
}
