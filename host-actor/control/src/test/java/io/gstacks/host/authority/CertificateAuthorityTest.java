package io.gstacks.host.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.host.ClusterId;
import io.gstacks.host.Hashes;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.persistence.TenantId;
import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration GRACE = Duration.ofDays(180);
  private static final Vault VAULT = new PlainVault();
  private static final AuthorityMaterial MATERIAL = CertificateAuthority.generate(VAULT, NOW);
  private static final CertificateAuthority AUTHORITY = CertificateAuthority.open(MATERIAL, VAULT);
  private static final CertificateAuthority OTHER =
      CertificateAuthority.open(CertificateAuthority.generate(VAULT, NOW), VAULT);
  private static final Identity.Host HOST =
      new Identity.Host(TenantId.fresh(), ClusterId.fresh(), HostId.fresh());
  private static final KeyPair KEY = Issuer.freshKey();

  @Test
  void aHostIsKnownByItsLeaf() {
    var peer = trust(NOW).identify(leaf(AUTHORITY, NOW));

    assertThat(peer).contains(new HostTrust.Peer(HOST, false));
  }

  @Test
  void anExpiredLeafIsKnownAsSuchAndLongAfterwardsNotAtAll() {
    var leaf = leaf(AUTHORITY, NOW);

    assertThat(trust(NOW.plus(MONTH).plusSeconds(1)).identify(leaf))
        .contains(new HostTrust.Peer(HOST, true));
    assertThat(trust(NOW.plus(MONTH).plus(GRACE).plusSeconds(1)).identify(leaf)).isEmpty();
  }

  @Test
  void theLeafOfAnotherInstallationIsNobodys() {
    assertThat(trust(NOW).identify(leaf(OTHER, NOW))).isEmpty();
  }

  @Test
  void theControlPlanesOwnLeafIsNoHost() {
    var control = AUTHORITY.controlLeaf(List.of("127.0.0.1"), NOW, MONTH).chain().getFirst();

    assertThat(trust(NOW).identify(control)).isEmpty();
  }

  @Test
  void aLeafOfTheHostIssuerThatNamesNoHostIsNobodys() throws Exception {
    var issuer = new Issuer(AUTHORITY.hostIssuer(), hostKey());
    var nameless =
        issuer.leaf(
            "odd",
            KEY.getPublic(),
            List.of(
                new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://gstacks/control")),
            List.of(KeyPurposeId.id_kp_clientAuth),
            NOW,
            MONTH);

    assertThat(trust(NOW).identify(nameless)).isEmpty();
  }

  @Test
  void theFingerprintIsThatOfTheFirstCertificateThatAgentsTrust() {
    assertThat(AUTHORITY.fingerprint()).isEqualTo(Hashes.sha256(AUTHORITY.caChain().getFirst()));
    assertThat(AUTHORITY.fingerprint()).isNotEqualTo(OTHER.fingerprint());
  }

  @Test
  void theSameMaterialOpensToTheSameAuthority() {
    var again = CertificateAuthority.open(MATERIAL, VAULT);

    assertThat(again.fingerprint()).isEqualTo(AUTHORITY.fingerprint());
    assertThat(again.installation()).isEqualTo(AUTHORITY.installation());
    assertThat(trust(NOW).identify(leaf(again, NOW))).isPresent();
  }

  @Test
  void aProofHoldsForExactlyItsLabels() {
    var sandbox = SandboxId.fresh();
    var proof = AUTHORITY.prove(HOST.tenant(), HOST.cluster(), sandbox, 2);

    assertThat(AUTHORITY.proves(proof, HOST.tenant(), HOST.cluster(), sandbox, 2)).isTrue();
    assertThat(AUTHORITY.proves(proof, HOST.tenant(), HOST.cluster(), sandbox, 3)).isFalse();
    assertThat(AUTHORITY.proves(proof, TenantId.fresh(), HOST.cluster(), sandbox, 2)).isFalse();
    assertThat(AUTHORITY.proves("", HOST.tenant(), HOST.cluster(), sandbox, 2)).isFalse();
    assertThat(OTHER.proves(proof, HOST.tenant(), HOST.cluster(), sandbox, 2)).isFalse();
  }

  @Test
  void theListenersLeafIsRenewedAtHalfOfItsLife() {
    var clock = new TickingClock(NOW);
    var keys = new ControlKeyManager(AUTHORITY, List.of("localhost"), MONTH, clock);

    var first = keys.getCertificateChain("control")[0];
    clock.now = NOW.plus(MONTH.dividedBy(2)).minusSeconds(1);
    var before = keys.getCertificateChain("control")[0];
    clock.now = NOW.plus(MONTH.dividedBy(2));

    assertThat(before).isEqualTo(first);
    assertThat(keys.getCertificateChain("control")[0]).isNotEqualTo(first);
  }

  @Test
  void aRequestMustBeSignedWithItsOwnKeyAndBeP256() throws Exception {
    var signer =
        new JcaContentSignerBuilder("SHA256withECDSA").build(Issuer.freshKey().getPrivate());
    var stolen =
        new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=x"), KEY.getPublic())
            .build(signer)
            .getEncoded();
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var weak =
        new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=x"), rsa.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(rsa.getPrivate()))
            .getEncoded();

    assertThatThrownBy(() -> CertificateRequest.parse(stolen))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CertificateRequest.parse(weak)).hasMessageContaining("P-256");
    assertThatThrownBy(() -> CertificateRequest.parse(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PrivateKey hostKey() throws Exception {
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(VAULT.open(MATERIAL.host().privateKey())));
  }

  private static HostTrust trust(Instant now) {
    return new HostTrust(AUTHORITY.hostIssuer(), GRACE, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static X509Certificate leaf(CertificateAuthority authority, Instant now) {
    try {
      var der = authority.certify(HOST, KEY.getPublic(), now, MONTH).getFirst();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  private static final class TickingClock extends Clock {
    private Instant now;

    TickingClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
