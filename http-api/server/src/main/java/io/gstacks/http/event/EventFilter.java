package io.gstacks.http.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.http.route.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which events are wanted: those of the named records, and those of others that name them. All
 * names given must fit.
 *
 * <p>Known limit: an event says which records it is about and no more. A sandbox's later events do
 * not name its cluster or host, so ask for the sandbox.
 */
record EventFilter(List<String> ids) {
  static final String[] PARAMETERS = {"sandbox_id", "host_id", "cluster_id"};

  EventFilter {
    ids = List.copyOf(ids);
  }

  static EventFilter of(Query query) {
    return new EventFilter(
        Stream.of(
                query.map("sandbox_id", SandboxId::new).map(SandboxId::value),
                query.map("host_id", HostId::new).map(HostId::value),
                query.map("cluster_id", ClusterId::new).map(ClusterId::value))
            .flatMap(Optional::stream)
            .toList());
  }

  boolean wants(EventBody event) {
    return ids.stream().allMatch(id -> event.entityId().equals(id) || names(event.data(), id));
  }

  private static boolean names(JsonNode data, String id) {
    if (data.isTextual()) {
      return data.textValue().equals(id);
    }
    for (var child : data) {
      if (names(child, id)) {
        return true;
      }
    }
    return false;
  }
}
