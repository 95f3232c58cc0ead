package io.gstacks.bench.installation;

import java.io.IOException;
import java.time.Duration;

/**
 * A control plane that runs.
 *
 * @param readyNanos from the start of its process to its first answer that it is ready
 */
public record ControlPlane(Child process, Api api, long readyNanos) implements AutoCloseable {
  /** Returns once so many hosts are connected; fails when the process that they live in ends. */
  public void awaitHosts(int hosts, Child fleet, Duration timeout)
      throws IOException, InterruptedException {
    Await.until(
        hosts + " connected hosts",
        timeout,
        Duration.ofSeconds(1),
        () -> {
          fleet.requireAlive();
          return api.connectedHosts() >= hosts;
        });
  }

  @Override
  public void close() {
    api.close();
    process.close();
  }
}
