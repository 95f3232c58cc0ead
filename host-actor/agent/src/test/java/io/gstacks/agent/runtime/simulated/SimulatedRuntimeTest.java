package io.gstacks.agent.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.ProvisionOrder;
import io.gstacks.agent.runtime.RuntimeEvent;
import io.gstacks.agent.runtime.Steps;
import io.gstacks.agent.runtime.WorkFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedRuntimeTest {
  private static SimulatedRuntime with(String settings) {
    return new SimulatedRuntime(
        "hst_1",
        SimulatedSettings.from(
            ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString("start = 0s, other = 0s"))
                .withFallback(
                    ConfigFactory.defaultReference().getConfig("gstacks.agent.simulated"))));
  }

  private static Workload provision(SimulatedRuntime runtime, Duration time) {
    return runtime.provision(
        new ProvisionOrder(
            "sbx_1",
            1,
            Provision.getDefaultInstance(),
            Deadline.in(time),
            new Steps((_, _) -> {})));
  }

  @Test
  void aWorkloadLivesItsLife() {
    var runtime = with("");
    var workload = provision(runtime, Duration.ofSeconds(10));

    assertThat(runtime.inventory("sbx_1")).containsExactly(workload);
    var stopped = runtime.stop(workload, Duration.ZERO);
    assertThat(stopped.getState()).isEqualTo(WorkloadState.EXITED);
    var started = runtime.start(stopped, Deadline.in(Duration.ofSeconds(10)));
    assertThat(started.getState()).isEqualTo(WorkloadState.RUNNING);
    runtime.remove(started);
    assertThat(runtime.inventory()).isEmpty();
    assertThat(runtime.inventory("sbx_1")).isEmpty();
  }

  @Test
  void faultsComeAsTheSettingsSay() {
    var runtime = with("start-failures = 1.0");

    assertThatThrownBy(() -> provision(runtime, Duration.ofSeconds(10)))
        .isInstanceOf(WorkFailedException.class);
    assertThat(runtime.inventory()).isEmpty();
  }

  @Test
  void aStartThatTakesLongerThanItsDeadlineFails() {
    assertThatThrownBy(() -> provision(with("start = 1h"), Duration.ofMillis(10)))
        .isInstanceOfSatisfying(
            WorkFailedException.class,
            e -> assertThat(e.code()).isEqualTo(WorkFailedException.Code.DEADLINE));
  }

  @Test
  void workloadsEndByThemselvesAtTheirRate() {
    var runtime = with("exits-per-minute = 1.0");
    var events = new ArrayList<RuntimeEvent>();
    runtime.watch(events::add);
    var workload = provision(runtime, Duration.ofSeconds(10));

    for (int second = 0; second < 6_000 && events.isEmpty(); second++) {
      runtime.second();
    }

    assertThat(events)
        .isEqualTo(List.of(new RuntimeEvent.Changed("sbx_1", workload.getContainer())));
  }
}
