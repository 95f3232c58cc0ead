package io.gstacks.host.authority;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * TLS of the listener for agents: 1.3 only, a client certificate wanted but not needed, for an
 * agent that enrols has none yet.
 */
public final class ListenerTls {
  /** Agents resume by tickets; what is cached here beside them is only memory. */
  private static final int SESSIONS = 256;

  private final SSLContext context;
  private final HostTrust trust;

  public ListenerTls(
      CertificateAuthority authority,
      List<String> names,
      Duration leafLifetime,
      Duration expiredGrace,
      Clock clock) {
    try {
      trust = new HostTrust(authority.hostIssuer(), expiredGrace, clock);
      context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {new ControlKeyManager(authority, names, leafLifetime, clock)},
          new TrustManager[] {trust},
          new SecureRandom());
      context.getServerSessionContext().setSessionCacheSize(SESSIONS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS of the listener cannot be set up", e);
    }
  }

  public HostTrust trust() {
    return trust;
  }

  public SSLEngine engine() {
    var engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    engine.setWantClientAuth(true);
    return engine;
  }
}
