package io.gstacks.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
  @ParameterizedTest
  @CsvSource({
    "400, 1", "401, 4", "403, 4", "404, 3", "409, 1", "413, 1", "422, 1", "429, 5", "500, 1",
    "502, 5", "503, 5", "504, 5", "302, 1"
  })
  void theStatusDecidesTheExitCode(int status, int exit) {
    assertThat(Failure.answered(status, "").exit().code()).isEqualTo(exit);
  }

  @Test
  void takesCodeMessageAndDetailsFromTheAnswer() {
    var failure =
        Failure.answered(
            409,
            """
            {"error":{"code":"no_eligible_host","message":"no host fits","retryable":true,
             "details":{"filters":{"tags":2}}}}\
            """);

    assertThat(failure.code()).isEqualTo("no_eligible_host");
    assertThat(failure.message()).isEqualTo("no host fits");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.details().at("/filters/tags").asInt()).isEqualTo(2);
    assertThat(failure.next()).contains("host list");
  }

  @Test
  void anAnswerOfAnotherServerIsAFailureToo() {
    var failure = Failure.answered(502, "<html>Bad Gateway</html>");

    assertThat(failure.code()).isEqualTo("http_502");
    assertThat(failure.exit()).isEqualTo(ExitCode.UNAVAILABLE);
  }

  @Test
  void itsDocumentHasTheFormOfTheApi() {
    assertThat(Failure.usage("no").document().toString())
        .isEqualTo(
            """
            {"error":{"code":"usage","message":"no","retryable":false,"details":{},\
            "next":"see --help"}}\
            """);
  }
}
