package io.gstacks.bench.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TwinTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INSPECTED =
      """
      {"Id": "0123", "Name": "/gstacks-x-1",
       "Config": {"Image": "gstacks/base", "Cmd": ["sleep"], "User": "1000",
                  "Labels": {"dev.gstacks.installation_id": "i", "dev.gstacks.managed": "true", "other": "o"}},
       "HostConfig": {"NetworkMode": "none", "ReadonlyRootfs": true, "Init": true,
                      "Binds": ["/bench/home/agent/workspaces/x:/workspace:rw", "/etc/zone:/etc/zone:ro"],
                      "Mounts": [{"Type": "bind", "Source": "/bench/home/agent/workspaces/x", "Target": "/home/sandbox"}]}}
      """;

  private static JsonNode twin() throws IOException {
    var request =
        Twin.create(JSON.readTree(INSPECTED), Path.of("/bench/home"), Path.of("/bench/workspace"));
    return JSON.readTree(request.json().orElseThrow());
  }

  @Test
  void hasTheSameOptions() throws IOException {
    assertThat(twin().path("Image").asText()).isEqualTo("gstacks/base");
    assertThat(twin().path("User").asText()).isEqualTo("1000");
    assertThat(twin().path("HostConfig").path("NetworkMode").asText()).isEqualTo("none");
    assertThat(twin().path("HostConfig").path("ReadonlyRootfs").asBoolean()).isTrue();
  }

  @Test
  void mountsTheBenchsDirectoryInPlaceOfTheWorkspace() throws IOException {
    var host = twin().path("HostConfig");

    assertThat(host.path("Binds"))
        .map(JsonNode::asText)
        .containsExactly("/bench/workspace:/workspace:rw", "/etc/zone:/etc/zone:ro");
    assertThat(host.path("Mounts").path(0).path("Source").asText()).isEqualTo("/bench/workspace");
    assertThat(host.path("Mounts").path(0).path("Target").asText()).isEqualTo("/home/sandbox");
  }

  @Test
  void hasNoLabelByWhichTheAgentWouldTakeItForItsOwn() throws IOException {
    var labels = twin().path("Labels");

    assertThat(labels.fieldNames())
        .toIterable()
        .containsExactly(
            "dev.gstacks-bench.installation_id",
            "dev.gstacks-bench.managed",
            "other",
            "dev.gstacks-bench.workspace");
    assertThat(labels.path("dev.gstacks-bench.workspace").asText()).isEqualTo("/bench/workspace");
  }
}
