package io.gstacks.host.authority;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/**
 * Accepts the certificates of hosts: signed by the host issuer itself, naming a host, for client
 * use. One that has expired passes for a while, because it may still be renewed; what else its
 * bearer may do is said by {@link #identify}.
 */
public final class HostTrust extends X509ExtendedTrustManager {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final X509Certificate issuer;
  private final Duration expiredGrace;
  private final Clock clock;

  /** Who a certificate names, and whether its time is over. */
  public record Peer(Identity.Host identity, boolean expired) {}

  HostTrust(X509Certificate issuer, Duration expiredGrace, Clock clock) {
    this.issuer = issuer;
    this.expiredGrace = expiredGrace;
    this.clock = clock;
  }

  /** Whom the certificate stands for; empty when it is not one of ours or its time is long over. */
  public Optional<Peer> identify(X509Certificate leaf) {
    try {
      leaf.verify(issuer.getPublicKey());
      if (leaf.getBasicConstraints() >= 0 || !isForClients(leaf)) {
        return Optional.empty();
      }
      var now = clock.instant();
      var end = leaf.getNotAfter().toInstant();
      if (now.isBefore(leaf.getNotBefore().toInstant()) || now.isAfter(end.plus(expiredGrace))) {
        return Optional.empty();
      }
      return uri(leaf).flatMap(Identity.Host::parse).map(id -> new Peer(id, now.isAfter(end)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean isForClients(X509Certificate leaf) throws CertificateException {
    var purposes = leaf.getExtendedKeyUsage();
    return purposes != null && purposes.contains(CLIENT_AUTH);
  }

  /** The one URI among its names; a certificate with several is nobody's. */
  private static Optional<String> uri(X509Certificate leaf) throws CertificateException {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    if (names == null) {
      return Optional.empty();
    }
    var uris =
        names.stream()
            .filter(name -> name.getFirst().equals(GeneralName.uniformResourceIdentifier))
            .map(name -> String.valueOf(name.get(1)))
            .toList();
    return uris.size() == 1 ? Optional.of(uris.getFirst()) : Optional.empty();
  }

  private void check(X509Certificate @Nullable [] chain) throws CertificateException {
    if (chain == null || chain.length == 0 || identify(chain[0]).isEmpty()) {
      throw new CertificateException("not the certificate of a host of this installation");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this side is never a client");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    throw new CertificateException("this side is never a client");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this side is never a client");
  }

  /**
   * Agents know which certificate to show; naming issuers would only make each handshake longer.
   */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
