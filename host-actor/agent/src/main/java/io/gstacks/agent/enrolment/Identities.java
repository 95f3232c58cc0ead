package io.gstacks.agent.enrolment;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.identity.BootstrapToken;
import io.gstacks.agent.identity.HostIdentity;
import io.gstacks.agent.identity.IdentityStore;
import io.gstacks.agent.protocol.Facts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The identity of this host over its life: enrolled once, renewed at half of each certificate. */
public final class Identities {
  private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

  /** Where a bootstrap token comes from; asked only when one is needed. */
  public interface TokenSource {
    BootstrapToken token() throws IOException;
  }

  private final Enrolment enrolment;
  private final IdentityStore store;
  private final CountDownLatch leaving;
  private volatile Optional<HostIdentity> current = Optional.empty();

  /**
   * Knows nobody yet.
   *
   * @param leaving ends every wait
   */
  public Identities(Enrolment enrolment, IdentityStore store, CountDownLatch leaving) {
    this.enrolment = enrolment;
    this.store = store;
    this.leaving = leaving;
  }

  /**
   * The stored identity, or a new one: tries until the control plane answers. Empty when the agent
   * is told to leave before that.
   */
  public Optional<HostIdentity> loadOrEnroll(
      List<Address> servers, TokenSource tokens, Facts facts, Duration retry)
      throws IOException, EnrolmentRefusedException, InterruptedException {
    current = store.load();
    if (current.isPresent()) {
      return current;
    }
    var token = tokens.token();
    for (int attempt = 0; current.isEmpty(); attempt++) {
      var server = servers.get(attempt % servers.size());
      try {
        current = Optional.of(enrolment.enroll(server, token, facts, store));
        LOG.atInfo()
            .addKeyValue("host_id", current.get().ids().hostId())
            .addKeyValue("cluster_id", current.get().ids().clusterId())
            .addKeyValue("token", token)
            .log("enrolled");
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("server", server)
            .addKeyValue("error", e.getMessage())
            .log("not enrolled yet");
        if (leaving.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
          return Optional.empty();
        }
      }
    }
    return current;
  }

  /** As whom to dial now. */
  public HostIdentity current() {
    return current.orElseThrow(() -> new IllegalStateException("this host is not enrolled"));
  }

  /** Looks every so often whether the certificate is due, until the agent leaves. */
  public void keepRenewed(List<Address> servers, Duration check) {
    Thread.ofVirtual().name("renewal").start(() -> renewals(servers, check));
  }

  private void renewals(List<Address> servers, Duration check) {
    try {
      for (int attempt = 0; ; ) {
        if (!Instant.now().isBefore(current().renewAt())) {
          attempt = renewed(servers.get(attempt % servers.size())) ? 0 : attempt + 1;
        }
        var wait = attempt == 0 ? check : check.dividedBy(20);
        if (leaving.await(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean renewed(Address server) {
    try {
      current = Optional.of(enrolment.renew(server, current(), store));
      LOG.atInfo()
          .addKeyValue("until", current().leaf().getNotAfter().toInstant())
          .log("certificate renewed");
      return true;
    } catch (IOException | EnrolmentRefusedException e) {
      LOG.atWarn()
          .addKeyValue("server", server)
          .addKeyValue("error", e.getMessage())
          .log("certificate not renewed");
      return false;
    }
  }
}
