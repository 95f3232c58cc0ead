package io.gstacks.agent.identity;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom a host believes to be the control plane: who shows a certificate of the control issuer,
 * valid now, for servers, with the SAN URI {@code spiffe://gstacks/control}. Host names do not
 * matter: the identity is in the certificate, and nodes come and go behind addresses.
 */
public final class ServerTrust extends X509ExtendedTrustManager {
  private static final String CONTROL = "spiffe://gstacks/control";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final int SAN_URI = 6;

  private final Predicate<X509Certificate> issuer;
  private volatile String rejection = "";

  private ServerTrust(Predicate<X509Certificate> issuer) {
    this.issuer = issuer;
  }

  /** For enrolment: the issuer is the certificate with this SHA-256, named in the token. */
  public static ServerTrust byFingerprint(String sha256) {
    return new ServerTrust(certificate -> sha256(certificate).equals(sha256));
  }

  /** For every later connection: the issuer is the control issuer that enrolment told. */
  public static ServerTrust byIssuer(X509Certificate controlIssuer) {
    return new ServerTrust(controlIssuer::equals);
  }

  /** Why the last server was not believed. gRPC reports a failed handshake without a reason. */
  public Optional<String> rejection() {
    return rejection.isEmpty() ? Optional.empty() : Optional.of(rejection);
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    try {
      verify(List.of(chain));
    } catch (GeneralSecurityException | RuntimeException e) {
      rejection = String.valueOf(e.getMessage());
      throw new CertificateException(rejection, e);
    }
  }

  private void verify(List<X509Certificate> chain) throws GeneralSecurityException {
    var anchor =
        chain.stream()
            .skip(1)
            .filter(issuer)
            .findFirst()
            .orElseThrow(() ->
                new CertificateException(
                    "ca_mismatch: the server's chain does not hold the certificate authority"
                        + " that this host was told to trust"));
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    var path =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(chain.subList(0, chain.indexOf(anchor)));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
    var leaf = chain.getFirst();
    if (!isControl(leaf)) {
      throw new CertificateException(
          "ca_mismatch: the server's certificate is not the control plane's (" + CONTROL + ")");
    }
    var usage = leaf.getExtendedKeyUsage();
    if (usage != null && !usage.contains(SERVER_AUTH)) {
      throw new CertificateException("the server's certificate is not one for servers");
    }
  }

  private static boolean isControl(X509Certificate leaf) throws CertificateException {
    var names = leaf.getSubjectAlternativeNames();
    return names != null
        && names.stream()
            .anyMatch(name -> name.get(0).equals(SAN_URI) && name.get(1).equals(CONTROL));
  }

  private static String sha256(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noClients(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noClients(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noClients(chain);
  }

  private static CertificateException noClients(X509Certificate[] chain) {
    return new CertificateException("an agent serves nobody: " + Arrays.toString(chain));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
