package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** Makes docker-java's client, for every call that is one question and one answer. */
final class DockerClients {
  private static final int CONNECTIONS = 64;

  private DockerClients() {}

  static DockerClient create(DockerSettings settings) {
    return over(
        settings,
        new ApacheDockerHttpClient.Builder()
            .dockerHost(settings.host())
            .maxConnections(CONNECTIONS)
            .connectionTimeout(settings.timing().pingTimeout())
            .responseTimeout(settings.timing().response())
            .build());
  }

  /** The client over any transport: tests put an engine of their own there. */
  static DockerClient over(DockerSettings settings, DockerHttpClient transport) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(settings.host().toString())
            .withDockerTlsVerify(false)
            .build();
    return DockerClientImpl.getInstance(config, transport);
  }

  static void close(DockerClient docker) {
    try {
      docker.close();
    } catch (IOException e) {
      LoggerFactory.getLogger(DockerClients.class).debug("the client of the engine", e);
    }
  }
}
