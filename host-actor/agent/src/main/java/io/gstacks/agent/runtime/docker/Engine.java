package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * docker-java's client, for every call that is one question and one answer. It is made anew after
 * the engine was away: the old one's pooled connections lead to the engine that is gone, and each
 * would fail one call. The old one is closed later, for others may be asking on it.
 */
final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final int CONNECTIONS = 64;

  private final DockerSettings settings;
  private volatile DockerClient client;

  Engine(DockerSettings settings) {
    this.settings = settings;
    this.client = create(settings);
  }

  DockerClient client() {
    return client;
  }

  synchronized void renew() {
    var old = client;
    client = create(settings);
    CompletableFuture.delayedExecutor(
            settings.timing().response().toMillis(),
            TimeUnit.MILLISECONDS,
            work -> Thread.ofVirtual().name("close-client").start(work))
        .execute(() -> close(old));
  }

  @Override
  public synchronized void close() {
    close(client);
  }

  private static DockerClient create(DockerSettings settings) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(settings.host().toString())
            .withDockerTlsVerify(false)
            .build();
    var transport =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(settings.host())
            .maxConnections(CONNECTIONS)
            .connectionTimeout(settings.timing().pingTimeout())
            .responseTimeout(settings.timing().response())
            .build();
    return DockerClientImpl.getInstance(config, transport);
  }

  private static void close(DockerClient client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("the client of the engine", e);
    }
  }
}
