package io.gstacks.host.fleet;

import static io.gstacks.host.fleet.Samples.BROKEN;
import static io.gstacks.host.fleet.Samples.NOW;
import static io.gstacks.host.fleet.Samples.PROFILE;
import static io.gstacks.host.fleet.Samples.SANDBOX;
import static io.gstacks.host.fleet.Samples.SMALL;
import static io.gstacks.host.fleet.Samples.TENANT;
import static io.gstacks.host.fleet.Samples.TOKEN;

import io.gstacks.host.fleet.HostEvent.Grant;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.persistence.testkit.StoredForm;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that fails here would strand journals already written. */
class HostJournalTest {
  private static final StoredForm FORM = StoredForm.of(new HostJournal());
  private static final String AT = "\"2026-01-02T03:04:05Z\"";

  static Stream<Arguments> stored() {
    return Stream.of(
        Arguments.of(
            Samples.enrolled(),
            "host.enrolled/1",
            """
            {"tenant":"tnt_01jz0000000000000000000000","cluster":"cls_01jz0000000000000000000000",\
            "token":"tok_01jz0000000000000000000000","public_key":"key",\
            "facts":{"hostname":"machine","agent_version":"0.1.0","os":"linux",\
            "architecture":"amd64","kernel":"6.1"},"at":%s}\
            """
                .formatted(AT)),
        Arguments.of(
            new HostEvent.FactsChanged(PROFILE),
            "host.facts-changed/1",
            """
            {"profile":{"facts":{"hostname":"machine","agent_version":"0.1.0","os":"linux",\
            "architecture":"amd64","kernel":"6.1"},\
            "runtimes":[{"name":"docker","version":"27.0","healthy":true,"reason":""}],\
            "traits":["linux"],\
            "capacity":{"cpu_millis":4000,"memory_mib":8192,"disk_mib":100000},\
            "concurrent_starts":4,\
            "images":[{"reference":"gstacks/base","digest":"sha256:1"}]}}\
            """),
        Arguments.of(
            new HostEvent.RuntimesChanged(List.of(BROKEN)),
            "host.runtimes-changed/1",
            """
            {"runtimes":[{"name":"docker","version":"27.0","healthy":false,\
            "reason":"no answer"}]}\
            """),
        Arguments.of(
            new HostEvent.Connected(2, "boot-1", NOW),
            "host.connected/1",
            "{\"epoch\":2,\"boot_id\":\"boot-1\",\"at\":" + AT + "}"),
        Arguments.of(
            new HostEvent.Disconnected(2, "silent", NOW),
            "host.disconnected/1",
            "{\"epoch\":2,\"reason\":\"silent\",\"at\":" + AT + "}"),
        Arguments.of(
            new HostEvent.Tagged(Set.of("b", "a")), "host.tagged/1", "{\"tags\":[\"a\",\"b\"]}"),
        Arguments.of(
            new HostEvent.TokenLost(TOKEN, NOW),
            "host.token-lost/1",
            "{\"token\":\"tok_01jz0000000000000000000000\",\"at\":" + AT + "}"),
        Arguments.of(new HostEvent.Archived(NOW), "host.archived/1", "{\"at\":" + AT + "}"),
        Arguments.of(
            new HostEvent.DeclaredLost(NOW), "host.declared-lost/1", "{\"at\":" + AT + "}"),
        Arguments.of(
            new HostEvent.LossesTold(List.of(SANDBOX)),
            "host.losses-told/1",
            "{\"sandboxes\":[\"sbx_01jz0000000000000000000000\"]}"),
        Arguments.of(
            new HostEvent.CapacityReserved(
                List.of(new Grant(SANDBOX, TENANT, 1, SMALL)), NOW, SMALL),
            "host.capacity-reserved/1",
            """
            {"grants":[{"sandbox":"sbx_01jz0000000000000000000000",\
            "tenant":"tnt_01jz0000000000000000000000","attempt":1,\
            "resources":{"cpu_millis":500,"memory_mib":256,"disk_mib":1024}}],\
            "lease_until":%s,\
            "reserved":{"cpu_millis":500,"memory_mib":256,"disk_mib":1024}}\
            """
                .formatted(AT)),
        Arguments.of(
            new HostEvent.ReservationsHeld(List.of(new Ref(SANDBOX, 1))),
            "host.reservations-held/1",
            """
            {"reservations":[{"sandbox":"sbx_01jz0000000000000000000000","attempt":1}]}\
            """),
        Arguments.of(
            new HostEvent.ReservationsReleased(List.of(new Ref(SANDBOX, 1)), "released", SMALL),
            "host.reservations-released/1",
            """
            {"reservations":[{"sandbox":"sbx_01jz0000000000000000000000","attempt":1}],\
            "reason":"released",\
            "reserved":{"cpu_millis":500,"memory_mib":256,"disk_mib":1024}}\
            """),
        Arguments.of(
            new HostEvent.WorkloadQuarantined("c1", "name", "sbx_x", 1, "foreign"),
            "host.workload-quarantined/1",
            """
            {"container":"c1","container_name":"name","sandbox":"sbx_x","generation":1,\
            "reason":"foreign"}\
            """),
        Arguments.of(
            new HostEvent.RediscoveryIgnored("c1", "name", SANDBOX, 1, "archived"),
            "sandbox.rediscovery.ignored/1",
            """
            {"container":"c1","container_name":"name",\
            "sandbox":"sbx_01jz0000000000000000000000","generation":1,"reason":"archived"}\
            """));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void writesAndReadsThePinnedForm(HostEvent event, String manifest, String json) {
    FORM.pins(event, manifest, json);
  }

  @Test
  void everyEventHasASample() {
    FORM.everyEventHasASample(stored().map(arguments -> arguments.get()[0]).toList());
  }

  @Test
  void theStateOfSnapshotsIsPinned() {
    var host =
        Samples.member(
            new HostEvent.FactsChanged(PROFILE),
            new HostEvent.Connected(1, "boot-1", NOW),
            new HostEvent.Tagged(Set.of("gpu")),
            new HostEvent.CapacityReserved(
                List.of(new Grant(SANDBOX, TENANT, 1, SMALL)), NOW, SMALL),
            new HostEvent.WorkloadQuarantined("c1", "name", "sbx_x", 1, "foreign"));

    FORM.pinsState(
        host,
        "host.state/1",
        """
        {"type":"member","identity":{"tenant":"tnt_01jz0000000000000000000000",\
        "cluster":"cls_01jz0000000000000000000000","token":"tok_01jz0000000000000000000000",\
        "public_key":"key"},"profile":{"facts":{"hostname":"machine","agent_version":"0.1.0",\
        "os":"linux","architecture":"amd64","kernel":"6.1"},\
        "runtimes":[{"name":"docker","version":"27.0","healthy":true,"reason":""}],\
        "traits":["linux"],"capacity":{"cpu_millis":4000,"memory_mib":8192,"disk_mib":100000},\
        "concurrent_starts":4,"images":[{"reference":"gstacks/base","digest":"sha256:1"}]},\
        "tags":["gpu"],"standing":"CONNECTED","epoch":1,"boot_id":"boot-1",\
        "times":{"enrolled_at":%1$s,"connected_at":%1$s},\
        "ledger":{"reservations":{"sbx_01jz0000000000000000000000":\
        {"tenant":"tnt_01jz0000000000000000000000","attempt":1,\
        "resources":{"cpu_millis":500,"memory_mib":256,"disk_mib":1024},\
        "lease_until":%1$s}},\
        "reserved":{"cpu_millis":500,"memory_mib":256,"disk_mib":1024}},"lost":{},\
        "noted":["c1/sbx_x/foreign"]}\
        """
            .formatted(AT));
  }
}
