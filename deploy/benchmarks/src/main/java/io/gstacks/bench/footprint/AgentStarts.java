package io.gstacks.bench.footprint;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gstacks.bench.installation.Api;
import io.gstacks.bench.installation.Await;
import io.gstacks.bench.installation.Child;
import io.gstacks.bench.installation.ControlPlane;
import io.gstacks.bench.installation.Installation;
import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.machine.Memory;
import io.gstacks.bench.report.Findings;
import io.gstacks.bench.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The agent from its process's start until its host is connected, then idle. */
final class AgentStarts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STARTS = 5;
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);

  private final Installation installation;

  AgentStarts(Installation installation) {
    this.installation = installation;
  }

  void measure(Findings findings) throws IOException, InterruptedException {
    try (var controlPlane = installation.startControlPlane()) {
      Progress.say("agent: enrolment, then %d starts".formatted(STARTS));
      findings.metric("agent_first_start_s", start(controlPlane) / 1e9);
      List<Long> nanos = new ArrayList<>();
      for (int run = 0; run < STARTS; run++) {
        nanos.add(start(controlPlane));
      }
      var samples = Samples.of(nanos);
      findings
          .metric("agent_start_s", samples.median() / 1e9)
          .metric("agent_start_max_s", samples.max() / 1e9);
      idle(controlPlane, findings);
    }
  }

  private long start(ControlPlane controlPlane) throws IOException, InterruptedException {
    long nanos;
    try (var agent = installation.startAgent(controlPlane)) {
      nanos = awaitConnected(agent, controlPlane.api());
    }
    Await.until("the host to leave", TIMEOUT, POLL, () -> !isConnected(controlPlane.api()));
    return nanos;
  }

  private void idle(ControlPlane controlPlane, Findings findings)
      throws IOException, InterruptedException {
    try (var agent = installation.startAgent(controlPlane)) {
      awaitConnected(agent, controlPlane.api());
      Await.pause(IDLE);
      findings.metric("agent_resident_mib", Memory.resident(agent.pid()) / (double) (1 << 20));
    }
  }

  private long awaitConnected(Child agent, Api api) throws IOException, InterruptedException {
    Await.until("the agent to connect", TIMEOUT, POLL, () -> isConnected(api));
    return agent.nanosSinceStart();
  }

  private boolean isConnected(Api api) throws IOException {
    var identity = installation.agentHome().resolve("identity.json");
    return Files.exists(identity)
        && api.isHostConnected(JSON.readTree(identity.toFile()).path("hostId").asText());
  }
}
