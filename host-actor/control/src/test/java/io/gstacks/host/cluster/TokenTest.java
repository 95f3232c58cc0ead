package io.gstacks.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant END = NOW.plusSeconds(3600);
  private static final TokenEvent.Created CREATED =
      new TokenEvent.Created(
          TokenId.fresh(), TenantId.fresh(), ClusterId.fresh(), "one", "hash", NOW, END, 2);

  private final Token token = Token.absent().apply(CREATED);

  @Test
  void letsAMachineInOnceHoweverOftenItAsks() {
    var first = redeemed(token, "key-1");
    var repeat = token.apply(first).redeem("hash", "key-1", NOW);

    assertThat(repeat).isEqualTo(Decision.already());
    assertThat(redeemed(token, "key-1").host()).isEqualTo(first.host());
    assertThat(redeemed(token, "key-2").host()).isNotEqualTo(first.host());
  }

  @Test
  void isSpentAfterItsUses() {
    var used = token.apply(redeemed(token, "key-1"));
    var spent = used.apply(redeemed(used, "key-2"));

    assertThat(code(spent.redeem("hash", "key-3", NOW))).isEqualTo("token_spent");
    assertThat(spent.redeem("hash", "key-1", NOW)).isEqualTo(Decision.already());
  }

  @Test
  void endsInTime() {
    assertThat(redeemed(token, "key-1")).isNotNull();
    assertThat(code(token.redeem("hash", "key-1", END))).isEqualTo("token_expired");
  }

  @Test
  void opensToItsSecretOnly() {
    assertThat(code(token.redeem("other", "key-1", NOW))).isEqualTo("token_invalid");
    assertThat(code(Token.absent().redeem("hash", "key-1", NOW))).isEqualTo("token_invalid");
  }

  @Test
  void aRevokedOneOpensToNobodyAndOwesItsHostsTheNews() {
    var used = token.apply(redeemed(token, "key-1"));
    var host = redeemed(token, "key-1").host();
    var revoked = used.apply(new TokenEvent.Revoked(NOW));

    assertThat(code(revoked.redeem("hash", "key-1", NOW))).isEqualTo("token_revoked");
    assertThat(revoked.untoldHosts()).containsExactly(host);
    assertThat(revoked.revoke(NOW)).isEqualTo(Decision.already());
    assertThat(revoked.told(List.of(HostId.fresh()))).isEqualTo(Decision.already());
    assertThat(revoked.apply(new TokenEvent.HostsTold(List.of(host))).untoldHosts()).isEmpty();
  }

  @Test
  void isMadeOnce() {
    assertThat(token.create(CREATED)).isEqualTo(Decision.already());
    assertThatThrownBy(() -> token.apply(CREATED)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itsTextNamesItsRecordAndHidesItself() {
    var text = TokenText.fresh(CREATED.id(), "f".repeat(64));

    assertThat(TokenText.parse(text.text()).map(TokenText::id)).contains(CREATED.id());
    assertThat(text.toString()).doesNotContain(text.text());
    assertThat(TokenText.parse("gst_x")).isEmpty();
    assertThat(TokenText.parse(text.text() + "0")).isEmpty();
  }

  private static TokenEvent.Redeemed redeemed(Token token, String key) {
    return switch (token.redeem("hash", key, NOW)) {
      case Decision.Accept(var events) -> (TokenEvent.Redeemed) events.getFirst();
      case Decision.Refuse(var refusal) -> throw new AssertionError(refusal);
    };
  }

  private static String code(Decision<TokenEvent> decision) {
    return switch (decision) {
      case Decision.Accept(var events) -> throw new AssertionError(events);
      case Decision.Refuse(var refusal) -> refusal.code();
    };
  }
}
