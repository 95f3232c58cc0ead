package io.gstacks.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTest {
  @Test
  void buildsPathAndQuery() {
    var route = Route.to("sandboxes", "sbx_1", "logs").with("tail", 5).with("follow", true);

    assertThat(route.text()).isEqualTo("/api/sandboxes/sbx_1/logs?tail=5&follow=true");
  }

  @Test
  void leavesOutWhatIsNotGiven() {
    assertThat(Route.to("hosts").with("tag", Optional.empty()).text()).isEqualTo("/api/hosts");
  }

  @Test
  void encodesWhatWouldChangeItsMeaning() {
    assertThat(Route.to("hosts", "../keys?a=b").with("name", "a b&c=ü").text())
        .isEqualTo("/api/hosts/..%2Fkeys%3Fa%3Db?name=a%20b%26c%3D%C3%BC");
  }
}
