package io.gstacks.host.tenant;

import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rules of a tenant: it exists once, and a name among its things belongs to one of them. */
public sealed interface Tenant {
  static Tenant absent() {
    return new Absent();
  }

  record Absent() implements Tenant {}

  /** {@code names}: {@code kind/name} to the id that holds it. */
  record Present(TenantId id, String name, Instant createdAt, Map<String, String> names)
      implements Tenant {
    public Present {
      names = Map.copyOf(names);
    }

    private Decision<TenantEvent> claimed(String kind, String name, String holder) {
      var holds = names.get(key(kind, name));
      if (holds == null) {
        return Decision.accept(new TenantEvent.NameClaimed(kind, name, holder));
      }
      return holds.equals(holder)
          ? Decision.already()
          : Decision.refuse(Refusal.conflict("name_taken", "the name is taken: " + name));
    }
  }

  default Decision<TenantEvent> create(TenantId id, String name, Instant now) {
    return switch (this) {
      case Absent _ -> Decision.accept(new TenantEvent.Created(id, name, now));
      case Present present when present.name().equals(name) -> Decision.already();
      case Present _ ->
          Decision.refuse(Refusal.conflict("tenant_exists", "the tenant has another name"));
    };
  }

  default Decision<TenantEvent> claim(String kind, String name, String holder) {
    return switch (this) {
      case Absent _ -> Decision.refuse(Refusal.notFound("tenant"));
      case Present present -> present.claimed(kind, name, holder);
    };
  }

  /** The state after the event. One that does not fit is corruption or a bug, so it throws. */
  default Tenant apply(TenantEvent event) {
    return switch (event) {
      case TenantEvent.Created(var id, var name, var at) when this instanceof Absent ->
          new Present(id, name, at, Map.of());
      case TenantEvent.NameClaimed(var kind, var name, var holder)
          when this instanceof Present(var id, var ownName, var createdAt, var names) ->
          new Present(id, ownName, createdAt, with(names, key(kind, name), holder));
      case TenantEvent.Created _, TenantEvent.NameClaimed _ ->
          throw new IllegalStateException(event + " does not follow " + this);
    };
  }

  private static Map<String, String> with(Map<String, String> names, String key, String holder) {
    var more = new LinkedHashMap<>(names);
    more.put(key, holder);
    return more;
  }

  static String key(String kind, String name) {
    return kind + "/" + name;
  }
}
