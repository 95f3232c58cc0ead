package io.gstacks.host.fleet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gstacks.persistence.entity.Decision;

/**
 * What the journal knows of a host. Whether its line stands at this moment is not among it: a host
 * is away until its session says otherwise, see {@link HostEntity}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Host.Absent.class, name = "absent"),
  @JsonSubTypes.Type(value = Member.class, name = "member")
})
public sealed interface Host permits Host.Absent, Member {
  static Host absent() {
    return new Absent();
  }

  record Absent() implements Host {}

  default Decision<HostEvent> enrol(HostEvent.Enrolled wanted) {
    return switch (this) {
      case Absent _ -> Decision.accept(wanted);
      case Member member -> member.enrolAgain(wanted);
    };
  }

  /** The state after the event. One that does not fit is corruption or a bug, so it throws. */
  default Host apply(HostEvent event) {
    return switch (this) {
      case Absent _ when event instanceof HostEvent.Enrolled enrolled ->
          HostFold.enrolled(enrolled);
      case Absent _ -> throw new IllegalStateException(event + " does not follow " + this);
      case Member member -> HostFold.apply(member, event);
    };
  }
}
