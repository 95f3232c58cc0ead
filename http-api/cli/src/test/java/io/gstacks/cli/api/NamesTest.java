package io.gstacks.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final String ULID = "01k0000000000000000000000a";

  @Test
  void oneRecordOfTheNameIsMeant() {
    assertThat(Names.choose("dev", List.of(record("sbx_1", "dev"), record("sbx_2", "other"))))
        .isEqualTo(new Names.Choice.One("sbx_1"));
  }

  @Test
  void anUnknownNameMeansNone() {
    assertThat(Names.choose("dev", List.of(record("sbx_2", "develop"))))
        .isEqualTo(new Names.Choice.None());
  }

  @Test
  void twoLiveRecordsAreAmbiguous() {
    var records = List.<JsonNode>of(record("sbx_1", "dev"), record("sbx_2", "dev"));

    assertThat(Names.choose("dev", records)).isEqualTo(new Names.Choice.Several(records));
  }

  @Test
  void whatIsOverGivesWayToWhatIsNot() {
    var over = record("key_1", "ci").put("revoked_at", "2026-01-01T00:00:00Z");
    var spent = record("tok_2", "ci").put("status", "spent");

    assertThat(Names.choose("ci", List.of(over, spent, record("key_3", "ci"))))
        .isEqualTo(new Names.Choice.One("key_3"));
    assertThat(Names.choose("ci", List.of(over))).isEqualTo(new Names.Choice.One("key_1"));
  }

  @Test
  void anIdIsOfItsResourceAndWhole() {
    assertThat(Resource.SANDBOX.isId("sbx_" + ULID)).isTrue();
    assertThat(Resource.HOST.isId("sbx_" + ULID)).isFalse();
    assertThat(Resource.SANDBOX.isId("sbx_1")).isFalse();
    assertThat(Resource.SANDBOX.isId("dev")).isFalse();
  }

  private static ObjectNode record(String id, String name) {
    return Json.object().put("id", id).put("name", name).putNull("archived_at");
  }
}
