package io.gstacks.host.authority;

import io.gstacks.persistence.entity.Decision;
import java.time.Instant;

/** The rules of the authority: whoever establishes it first wins, for ever. */
public sealed interface AuthorityState {
  static AuthorityState absent() {
    return new Absent();
  }

  record Absent() implements AuthorityState {}

  record Present(AuthorityMaterial material) implements AuthorityState {}

  default Decision<AuthorityEvent> establish(AuthorityMaterial material, Instant now) {
    return switch (this) {
      case Absent _ -> Decision.accept(new AuthorityEvent.Established(material, now));
      case Present _ -> Decision.already();
    };
  }

  /** The state after the event. One that does not fit is corruption or a bug, so it throws. */
  default AuthorityState apply(AuthorityEvent event) {
    return switch (event) {
      case AuthorityEvent.Established(var material, _) when this instanceof Absent ->
          new Present(material);
      case AuthorityEvent.Established _ ->
          throw new IllegalStateException("an authority is established once");
    };
  }
}
