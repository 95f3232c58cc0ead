package io.gstacks.bench.installation;

/**
 * A control plane that runs.
 *
 * @param readyNanos from the start of its process to its first answer that it is ready
 */
public record ControlPlane(Child process, Api api, long readyNanos) implements AutoCloseable {
  @Override
  public void close() {
    api.close();
    process.close();
  }
}
