package io.gstacks.host.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/** What came of a {@link WorkOrder}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkOutcome.Done.class, name = "done"),
  @JsonSubTypes.Type(value = WorkOutcome.Failed.class, name = "failed")
})
public sealed interface WorkOutcome {
  record Done(Workload workload, Map<String, Long> stepMillis) implements WorkOutcome {}

  /**
   * Codes as {@code WorkFailure} of agent.proto.
   *
   * @param mayRemain whether a workload of the sandbox may be left on that host, or come up there
   */
  record Failed(String code, String message, boolean retryable, boolean mayRemain)
      implements WorkOutcome {
    /** It left nothing. */
    public Failed(String code, String message, boolean retryable) {
      this(code, message, retryable, false);
    }
  }
}
