package io.gstacks.host.authority;

import io.gstacks.host.Hashes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A PKCS#10 request, of which only the key counts: who the certificate names is never the asker's
 * to say. Its signature holds, so that the asker has the private key.
 */
public record CertificateRequest(PublicKey key) {
  private static final int P256_BITS = 256;

  /** Throws {@link IllegalArgumentException} for what is not a request with a P-256 key. */
  public static CertificateRequest parse(byte[] der) {
    try {
      var request = new JcaPKCS10CertificationRequest(der);
      var key = request.getPublicKey();
      if (!(key instanceof ECPublicKey ec)
          || ec.getParams().getCurve().getField().getFieldSize() != P256_BITS) {
        throw new IllegalArgumentException("the key of the request is not EC P-256");
      }
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw new IllegalArgumentException("the signature of the request does not hold");
      }
      return new CertificateRequest(key);
    } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
      throw new IllegalArgumentException("not a certificate request", e);
    }
  }

  /** SHA-256 (hex) of the public key: by which an enrolment is known again. */
  public String keyHash() {
    return Hashes.sha256(key.getEncoded());
  }
}
