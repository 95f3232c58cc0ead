package io.gstacks.agent.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.grpc.Status;
import io.gstacks.agent.connection.ControlDialer;
import io.gstacks.agent.connection.DialSettings;
import io.gstacks.agent.identity.BootstrapToken;
import io.gstacks.agent.identity.IdentityStore;
import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.state.Durable;
import io.gstacks.agent.testing.ScriptedControl;
import io.gstacks.agent.testing.TestAuthority;
import io.gstacks.agent.testing.TestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentTest {
  private static final TestSystem SYSTEM = new TestSystem();
  private static final ScriptedControl CONTROL = ScriptedControl.start();
  private static final ControlDialer DIALER =
      new ControlDialer(
          SYSTEM.system,
          DialSettings.from(
              ConfigFactory.defaultReference().getConfig("gstacks.agent.connection")));

  @TempDir Path home;

  private final Enrolment enrolment = new Enrolment(DIALER, Duration.ofSeconds(10));

  @AfterAll
  static void stop() {
    CONTROL.close();
    SYSTEM.close();
  }

  private static BootstrapToken token() {
    return BootstrapToken.parse(TestAuthority.token(CONTROL.authority.control.certificate()));
  }

  private IdentityStore store() {
    return new IdentityStore(home, Durable.FORCED);
  }

  @Test
  void anEnrolledHostIsFoundAgainWithItsKeyInAFileOfItsOwn() throws Exception {
    CONTROL.refusal = Optional.empty();

    var identity =
        enrolment.enroll(CONTROL.address(), token(), Facts.getDefaultInstance(), store());

    assertThat(identity.ids().hostId()).isEqualTo("hst_1");
    var found = store().load().orElseThrow();
    assertThat(found.ids()).isEqualTo(identity.ids());
    assertThat(found.chain()).isEqualTo(identity.chain());
    assertThat(found.key().pair().getPrivate()).isEqualTo(identity.key().pair().getPrivate());
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("key.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aRepeatShowsTheSameKey() throws Exception {
    CONTROL.refusal = Optional.of(Status.UNAVAILABLE.withDescription("starting"));
    CONTROL.enrolments.clear();
    assertThatThrownBy(
            () -> enrolment.enroll(CONTROL.address(), token(), Facts.getDefaultInstance(), store()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("starting");

    CONTROL.refusal = Optional.empty();
    enrolment.enroll(CONTROL.address(), token(), Facts.getDefaultInstance(), store());

    var first = new JcaPKCS10CertificationRequest(CONTROL.enrolments.take().getCsr().toByteArray());
    var second =
        new JcaPKCS10CertificationRequest(CONTROL.enrolments.take().getCsr().toByteArray());
    assertThat(first.getPublicKey()).isEqualTo(second.getPublicKey());
  }

  @Test
  void aTokenThatDoesNotServeIsRefusedWithItsReason() {
    CONTROL.refusal = Optional.of(Status.UNAUTHENTICATED.withDescription("token_spent: used up"));

    assertThatThrownBy(
            () -> enrolment.enroll(CONTROL.address(), token(), Facts.getDefaultInstance(), store()))
        .isInstanceOf(EnrolmentRefusedException.class)
        .hasMessage("token_spent: used up");
    assertThat(home.resolve("identity.json")).doesNotExist();
  }

  @Test
  void aServerOfAnotherAuthorityIsACaMismatchAndSeesNoToken() {
    CONTROL.enrolments.clear();
    var foreign =
        BootstrapToken.parse(TestAuthority.token(new TestAuthority().control.certificate()));

    assertThatThrownBy(
            () -> enrolment.enroll(CONTROL.address(), foreign, Facts.getDefaultInstance(), store()))
        .isInstanceOf(EnrolmentRefusedException.class)
        .hasMessageStartingWith("ca_mismatch");
    assertThat(CONTROL.enrolments).isEmpty();
  }

  @Test
  void aServerThatIsNotTheControlPlaneIsRefusedThoughItsAuthorityIsRight() {
    try (var impostor = new ScriptedControl(CONTROL.authority, "spiffe://gstacks/node")) {
      assertThatThrownBy(() ->
              enrolment.enroll(impostor.address(), token(), Facts.getDefaultInstance(), store()))
          .isInstanceOf(EnrolmentRefusedException.class)
          .hasMessageStartingWith("ca_mismatch");
    }
  }

  @Test
  void aCertificateThatRanOutIsRenewed() throws Exception {
    CONTROL.refusal = Optional.empty();
    CONTROL.certificatesFrom = Instant.now().minus(Duration.ofDays(40));
    var old = enrolment.enroll(CONTROL.address(), token(), Facts.getDefaultInstance(), store());
    CONTROL.certificatesFrom = Instant.now().minusSeconds(60);
    var leaving = new CountDownLatch(1);
    var identities = new Identities(enrolment, store(), leaving);
    identities.loadOrEnroll(
        List.of(CONTROL.address()),
        EnrolmentTest::token,
        Facts.getDefaultInstance(),
        Duration.ofMillis(1));

    identities.keepRenewed(List.of(CONTROL.address()), Duration.ofMillis(20));

    TestSystem.eventually("renewed", () -> !identities.current().leaf().equals(old.leaf()));
    leaving.countDown();
    assertThat(store().load().orElseThrow().leaf()).isEqualTo(identities.current().leaf());
  }
}
