package io.gstacks.agent.identity;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An enrolled host: its ids, its key, its certificate chain (leaf first) and the authorities that
 * it believes (control issuer first).
 */
public record HostIdentity(
    Ids ids, HostKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {

  /** What enrolment answered. None of it is ever told by the agent: the certificate says it. */
  public record Ids(String hostId, String clusterId, String tenantId, String installationId) {}

  public HostIdentity {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
    if (chain.isEmpty() || authorities.isEmpty()) {
      throw new IllegalArgumentException("an identity has a certificate and an authority");
    }
  }

  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** Certificates are renewed at half of their life. */
  public Instant renewAt() {
    var from = leaf().getNotBefore().toInstant();
    var life = Duration.between(from, leaf().getNotAfter().toInstant());
    return from.plus(life.dividedBy(2));
  }

  /** The same host with what {@code Renew} answered. */
  public HostIdentity renewed(List<X509Certificate> chain, List<X509Certificate> authorities) {
    return new HostIdentity(ids, key, chain, authorities);
  }
}
