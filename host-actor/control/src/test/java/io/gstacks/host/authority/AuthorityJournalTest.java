package io.gstacks.host.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.sealed.Sealed;
import io.gstacks.persistence.testkit.StoredForm;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** How the authority is stored and sent. */
class AuthorityJournalTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Sealed SECRET = new Sealed("1:00000000000000000000000000:AAAA");
  private static final AuthorityMaterial.Signer SIGNER =
      new AuthorityMaterial.Signer("der", SECRET);
  private static final AuthorityMaterial MATERIAL =
      new AuthorityMaterial("ins_1", SIGNER, SIGNER, SIGNER, SIGNER, SECRET);
  private static final AuthorityEvent.Established ESTABLISHED =
      new AuthorityEvent.Established(MATERIAL, NOW);

  @Test
  void writesAndReadsThePinnedForm() {
    var form = StoredForm.of(new AuthorityJournal());
    var signer = "{\"certificate\":\"der\",\"private_key\":\"1:00000000000000000000000000:AAAA\"}";

    form.everyEventHasASample(List.of(ESTABLISHED));
    form.pins(
        ESTABLISHED,
        "authority.established/1",
        """
        {"material":{"installation":"ins_1","root":%1$s,"control":%1$s,"node":%1$s,"host":%1$s,\
        "fleet_key":"1:00000000000000000000000000:AAAA"},"at":"2026-01-02T03:04:05Z"}\
        """
            .formatted(signer));
  }

  @Test
  void theFirstToEstablishItWins() {
    var present = AuthorityState.absent().apply(ESTABLISHED);
    var late = new AuthorityMaterial("ins_2", SIGNER, SIGNER, SIGNER, SIGNER, SECRET);

    assertThat(present.establish(late, NOW)).isEqualTo(Decision.already());
    assertThat(present).isEqualTo(new AuthorityState.Present(MATERIAL));
  }

  @Test
  void itsMessagesSurviveTheWire() {
    var actors = ActorTestKit.create();
    try {
      var replies = actors.createTestProbe(AuthorityCommand.Reply.class).ref();
      var wire = actors.serializationTestKit();

      wire.verifySerialization(
          new AuthorityCommand.Establish(Meta.system(), MATERIAL, replies), true);
      wire.verifySerialization(new AuthorityCommand.Get(Meta.system(), replies), true);
      wire.verifySerialization(new AuthorityCommand.Established(MATERIAL), true);
      wire.verifySerialization(new AuthorityCommand.Refused(Refusal.notFound("authority")), true);
    } finally {
      actors.shutdownTestKit();
    }
  }
}
