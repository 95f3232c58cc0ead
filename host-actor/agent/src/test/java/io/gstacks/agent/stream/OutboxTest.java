package io.gstacks.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox(2);

  private static WorkResult result(String command) {
    return WorkResult.newBuilder().setCommandId(command).build();
  }

  private static WorkloadReport report(long id, String sandbox) {
    return WorkloadReport.newBuilder()
        .setReportId(id)
        .setWorkload(Workload.newBuilder().setSandboxId(sandbox))
        .build();
  }

  private List<String> sent() {
    var sent = new ArrayList<String>();
    for (var next = outbox.next(); next.isPresent(); next = outbox.next()) {
      sent.add(name(next.get()));
    }
    return sent;
  }

  private static String name(FromAgent message) {
    return message.hasWorkResult()
        ? message.getWorkResult().getCommandId()
        : "report " + message.getWorkloadReport().getReportId();
  }

  @Test
  void sendsAWindowAndTheNextWithEachAcknowledgement() {
    List.of("a", "b", "c").forEach(command -> outbox.result(result(command)));

    assertThat(sent()).containsExactly("a", "b");
    outbox.resultAcknowledged("a");
    assertThat(sent()).containsExactly("c");
  }

  @Test
  void sendsEverythingAgainOnANewStream() {
    outbox.result(result("a"));
    outbox.result(result("b"));
    sent();
    outbox.resultAcknowledged("a");

    outbox.restart();

    assertThat(sent()).containsExactly("b");
    assertThat(outbox.size()).isEqualTo(1);
  }

  @Test
  void aRepeatedResultIsSentAgain() {
    outbox.result(result("a"));
    sent();

    outbox.result(result("a"));

    assertThat(sent()).containsExactly("a");
  }

  @Test
  void onlyTheNewestReportOfASandboxIsKept() {
    outbox.report(report(1, "s"));
    outbox.report(report(2, "s"));
    outbox.report(report(3, "t"));

    assertThat(sent()).containsExactly("report 2", "report 3");
    outbox.reportAcknowledged(2);
    outbox.reportAcknowledged(3);
    outbox.restart();
    assertThat(sent()).isEmpty();
  }
}
