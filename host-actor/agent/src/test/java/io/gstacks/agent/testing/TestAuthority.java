package io.gstacks.agent.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** A root, a control issuer and a host issuer, as a control plane has them. */
public final class TestAuthority {
  private static final Duration LONG = Duration.ofDays(365);

  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, KeyPair key) {}

  public final Issued root = issue("root", LONG, true, "", Optional.empty());
  public final Issued control = issue("control issuer", LONG, true, "", Optional.of(root));
  public final Issued host = issue("host issuer", LONG, true, "", Optional.of(root));

  /** What a listener of the control plane shows: leaf, issuer, root. */
  public Issued server(String sanUri) {
    return issue("server", Duration.ofDays(30), false, sanUri, Optional.of(control));
  }

  /** The chain of a host for its request, leaf first. */
  public List<X509Certificate> hostChain(byte[] csr, Instant from, Duration life) {
    try {
      var key = new JcaPKCS10CertificationRequest(csr).getPublicKey();
      var names =
          new Names(
              subject(host.certificate()),
              new X500Name("CN=host"),
              "spiffe://gstacks/t/c/host/hst_1",
              false);
      var leaf = certificate(names, key, from, life, host.key());
      return List.of(leaf, host.certificate());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text of a token for the authority of this certificate. */
  public static String token(X509Certificate issuer) {
    try {
      var hash =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(issuer.getEncoded()));
      return "gst_" + "0".repeat(26) + "_" + "a".repeat(64) + "_" + hash;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Issued issue(
      String name, Duration life, boolean authority, String sanUri, Optional<Issued> by) {
    var key = newKey();
    var issuer = by.map(found -> subject(found.certificate())).orElse(new X500Name("CN=" + name));
    var signer = by.map(Issued::key).orElse(key);
    var from = Instant.now().minusSeconds(60);
    var names = new Names(issuer, new X500Name("CN=" + name), sanUri, authority);
    return new Issued(certificate(names, key.getPublic(), from, life, signer), key);
  }

  private record Names(X500Name issuer, X500Name subject, String sanUri, boolean authority) {}

  private static X509Certificate certificate(
      Names names, PublicKey key, Instant from, Duration life, KeyPair signer) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              names.issuer,
              new BigInteger(64, new SecureRandom()),
              Date.from(from),
              Date.from(from.plus(life)),
              names.subject,
              key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names.authority));
      if (!names.authority) {
        var purposes =
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, names.sanUri)));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X500Name subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static KeyPair newKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
