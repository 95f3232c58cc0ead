package io.gstacks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final List<Bound> BOUNDS =
      List.of(Bound.atMost("p50_ms", 40, "ms"), Bound.atLeast("rate_per_s", 1000, "1/s"));

  private static Report report(Findings findings) {
    return Report.of("sample", BOUNDS, findings, Optional.empty());
  }

  @Test
  void boundsAreMetAtTheirVeryValue() {
    var report = report(new Findings().metric("p50_ms", 40).metric("rate_per_s", 1000));

    assertThat(report.ok()).isTrue();
  }

  @Test
  void oneMissedMarkIsEnough() {
    var report = report(new Findings().metric("p50_ms", 40.1).metric("rate_per_s", 1000));

    assertThat(report.marks()).extracting(Mark::ok).containsExactly(false, true);
    assertThat(report.ok()).isFalse();
  }

  @Test
  void whatWasNotMeasuredIsMissed() {
    var report = report(new Findings().metric("p50_ms", Double.NaN));

    assertThat(report.marks()).extracting(Mark::ok).containsExactly(false, false);
  }

  @Test
  void aRunThatEndedEarlyIsNotOkWhateverItsMarks() {
    var findings = new Findings().metric("p50_ms", 1).metric("rate_per_s", 2000);

    assertThat(Report.of("sample", BOUNDS, findings, Optional.of("it broke")).ok()).isFalse();
  }

  @Test
  void theJsonFormIsOneObjectOnOneLine() {
    var findings =
        new Findings()
            .condition("cores", 2)
            .condition("postgresql", Map.of("fsync", "on"))
            .metric("p50_ms", 12.345678);

    assertThat(JsonForm.of(report(findings)))
        .isEqualTo(
            """
            {"name":"sample",\
            "conditions":{"cores":2,"postgresql":{"fsync":"on"}},\
            "metrics":{"p50_ms":12.346},\
            "marks":[\
            {"metric":"p50_ms","value":12.346,"op":"<=","bound":40,"unit":"ms","ok":true},\
            {"metric":"rate_per_s","value":null,"op":">=","bound":1000,"unit":"1/s","ok":false}]}\
            """);
  }

  @Test
  void theTextFormNamesWhatIsMissed() {
    var text = TextForm.of(report(new Findings().metric("p50_ms", 50).picture("a curve")));

    assertThat(text.lines())
        .anyMatch(line -> line.startsWith("MISSED  p50_ms") && line.endsWith("50 <= 40 ms"))
        .anyMatch(line -> line.startsWith("MISSED  rate_per_s") && line.contains("not measured"))
        .contains("a curve");
  }
}
