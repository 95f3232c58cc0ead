package io.gstacks.host.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate that signs others, with its key (EC P-256). */
record Issuer(X509Certificate certificate, PrivateKey key) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String SIGNATURE = "SHA256withECDSA";

  /** Clocks of hosts may be behind ours by this. */
  private static final Duration SKEW = Duration.ofHours(1);

  private static final Duration ROOT_LIFETIME = Duration.ofDays(365 * 25);
  private static final Duration ISSUER_LIFETIME = Duration.ofDays(365 * 20);

  static KeyPair freshKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  static Issuer root(String name, Instant now) {
    var pair = freshKey();
    var subject = new X500Name("CN=" + name);
    var builder = builder(subject, subject, pair.getPublic(), now, ROOT_LIFETIME);
    return new Issuer(sign(builder, pair.getPrivate(), authority(1)), pair.getPrivate());
  }

  /** An issuer below this one, which signs leaves only. */
  Issuer issuer(String name, Instant now) {
    var pair = freshKey();
    var builder =
        builder(subject(), new X500Name("CN=" + name), pair.getPublic(), now, ISSUER_LIFETIME);
    return new Issuer(sign(builder, key, authority(0)), pair.getPrivate());
  }

  /** A leaf for a key; {@code names} are its subject alternative names. */
  X509Certificate leaf(
      String name,
      PublicKey publicKey,
      List<GeneralName> names,
      List<KeyPurposeId> purposes,
      Instant now,
      Duration lifetime) {
    var builder = builder(subject(), new X500Name("CN=" + name), publicKey, now, lifetime);
    var extensions = new ArrayList<Extended>();
    extensions.add(
        b -> b.addExtension(Extension.basicConstraints, true, new BasicConstraints(false)));
    extensions.add(
        b -> b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    extensions.add(b ->
        b.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new))));
    extensions.add(b ->
        b.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new))));
    extensions.add(b ->
        b.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate)));
    return sign(builder, key, extensions);
  }

  private X500Name subject() {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration lifetime) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, RANDOM).setBit(126),
        Date.from(now.minus(SKEW)),
        Date.from(now.plus(lifetime)),
        subject,
        key);
  }

  /** {@code path}: how many issuers may stand below it. */
  private static List<Extended> authority(int path) {
    return List.of(
        b -> b.addExtension(Extension.basicConstraints, true, new BasicConstraints(path)),
        b ->
            b.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
  }

  @FunctionalInterface
  private interface Extended {
    void to(JcaX509v3CertificateBuilder builder) throws IOException, GeneralSecurityException;
  }

  private static X509Certificate sign(
      JcaX509v3CertificateBuilder builder, PrivateKey key, List<Extended> extensions) {
    try {
      for (var extension : extensions) {
        extension.to(builder);
      }
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate could not be signed", e);
    }
  }
}
