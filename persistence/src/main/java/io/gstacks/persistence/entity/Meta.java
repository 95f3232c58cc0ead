package io.gstacks.persistence.entity;

import io.gstacks.persistence.Ulid;

/**
 * What every command of an edge carries.
 *
 * @param request the id of the HTTP request or the empty text
 * @param command the command's own id: the entity does the same one once
 */
public record Meta(Caller caller, String request, String command) {
  public static Meta system() {
    return new Meta(Caller.system(), "", "cmd_" + Ulid.next());
  }

  public static Meta of(Caller caller) {
    return new Meta(caller, "", "cmd_" + Ulid.next());
  }
}
