package io.gstacks.host.authority;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Presents the listener's leaf. It makes a new one at half of its life, so that a process may run
 * for longer than a certificate.
 */
final class ControlKeyManager extends X509ExtendedKeyManager {
  private static final String ALIAS = "control";

  private final CertificateAuthority authority;
  private final List<String> names;
  private final Duration lifetime;
  private final Clock clock;
  private Leaf leaf;
  private Instant renewAt;

  /** A chain that begins with the leaf, and the leaf's key. */
  record Leaf(List<X509Certificate> chain, PrivateKey key) {}

  ControlKeyManager(
      CertificateAuthority authority, List<String> names, Duration lifetime, Clock clock) {
    this.authority = authority;
    this.names = names;
    this.lifetime = lifetime;
    this.clock = clock;
    var now = clock.instant();
    this.leaf = authority.controlLeaf(names, now, lifetime);
    this.renewAt = now.plus(lifetime.dividedBy(2));
  }

  private synchronized Leaf current() {
    var now = clock.instant();
    if (!now.isBefore(renewAt)) {
      leaf = authority.controlLeaf(names, now, lifetime);
      renewAt = now.plus(lifetime.dividedBy(2));
    }
    return leaf;
  }

  @Override
  public String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return ALIAS;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return current().chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return current().key();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }
}
