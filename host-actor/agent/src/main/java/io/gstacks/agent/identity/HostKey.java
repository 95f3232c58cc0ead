package io.gstacks.agent.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** The key pair of a host (EC P-256): its identity, for enrolment is idempotent by public key. */
public record HostKey(KeyPair pair) {
  /** A new key. */
  public static HostKey generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new HostKey(generator.generateKeyPair());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the JDK has P-256", impossible);
    }
  }

  static HostKey fromPem(String pem) throws GeneralSecurityException {
    var factory = KeyFactory.getInstance("EC");
    return new HostKey(
        new KeyPair(
            factory.generatePublic(
                new X509EncodedKeySpec(Pem.blocks("PUBLIC KEY", pem).getFirst())),
            factory.generatePrivate(
                new PKCS8EncodedKeySpec(Pem.blocks("PRIVATE KEY", pem).getFirst()))));
  }

  /** Both halves: PKCS#8 does not always hold the public one, and a repeat needs the same. */
  String toPem() {
    return Pem.block("PRIVATE KEY", pair.getPrivate().getEncoded())
        + Pem.block("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  /** A certificate request (PKCS#10, DER). The control plane decides every name in the answer. */
  public byte[] certificateRequest() {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
      return new JcaPKCS10CertificationRequestBuilder(
              new X500Principal("CN=gstacks-agent"), pair.getPublic())
          .build(signer)
          .getEncoded();
    } catch (OperatorCreationException impossible) {
      throw new IllegalStateException("a P-256 key signs", impossible);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public String toString() {
    return "HostKey[P-256]";
  }
}
