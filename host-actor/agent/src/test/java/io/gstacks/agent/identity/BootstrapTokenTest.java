package io.gstacks.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BootstrapTokenTest {
  private static final String ID = "01j5m3k8q9x7w2n4v6r0t1y5zb";
  private static final String TEXT =
      "gst_" + ID + "_" + "a".repeat(64) + "_" + "0123456789abcdef".repeat(4);

  @Test
  void carriesTheFingerprintOfTheAuthority() {
    assertThat(BootstrapToken.parse(TEXT + "\n").fingerprint())
        .isEqualTo("0123456789abcdef".repeat(4));
  }

  @Test
  void showsItsIdAndNeverItsSecret() {
    assertThat(BootstrapToken.parse(TEXT)).hasToString("tok_" + ID);
  }

  @Test
  void whatIsNoTokenIsRefusedWithoutBeingRepeated() {
    assertThatThrownBy(() -> BootstrapToken.parse("gst_secretsecret"))
        .hasMessageStartingWith("token_invalid")
        .hasMessageNotContaining("secretsecret");
  }
}
