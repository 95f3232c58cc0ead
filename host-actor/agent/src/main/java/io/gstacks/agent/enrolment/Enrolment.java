package io.gstacks.agent.enrolment;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.gstacks.agent.connection.Address;
import io.gstacks.agent.connection.Causes;
import io.gstacks.agent.connection.ControlDialer;
import io.gstacks.agent.identity.BootstrapToken;
import io.gstacks.agent.identity.HostIdentity;
import io.gstacks.agent.identity.HostKey;
import io.gstacks.agent.identity.IdentityStore;
import io.gstacks.agent.identity.ServerTrust;
import io.gstacks.agent.protocol.AgentServiceClient;
import io.gstacks.agent.protocol.EnrollRequest;
import io.gstacks.agent.protocol.EnrollResponse;
import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.protocol.RenewRequest;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets an identity for a token, and a fresh certificate for an identity. Both may be repeated: the
 * key was stored before the first attempt, so a repeat is the same host and one use of the token.
 */
public final class Enrolment implements AutoCloseable {
  /** Kept between calls: a fleet enrols thousands of hosts over one connection. */
  private record Door(Address server, ServerTrust trust, AgentServiceClient client) {}

  private final ControlDialer dialer;
  private final Duration deadline;
  private Optional<Door> door = Optional.empty();

  public Enrolment(ControlDialer dialer, Duration deadline) {
    this.dialer = dialer;
    this.deadline = deadline;
  }

  /** Enrols and stores the identity. Blocks. */
  public HostIdentity enroll(Address server, BootstrapToken token, Facts facts, IdentityStore store)
      throws IOException, EnrolmentRefusedException {
    var key = store.key();
    var request =
        EnrollRequest.newBuilder()
            .setToken(token.text())
            .setCsr(ByteString.copyFrom(key.certificateRequest()))
            .setFacts(facts)
            .build();
    var open = door(server, token);
    try {
      var identity = identity(key, await(open.client().enroll(request), open.trust()::rejection));
      store.save(identity);
      return identity;
    } catch (IOException | EnrolmentRefusedException e) {
      shut(open);
      throw e;
    }
  }

  private static HostIdentity identity(HostKey key, EnrollResponse answer) throws IOException {
    var ids =
        new HostIdentity.Ids(
            answer.getHostId(),
            answer.getClusterId(),
            answer.getTenantId(),
            answer.getInstallationId());
    return new HostIdentity(
        ids,
        key,
        certificates(answer.getCertificateChainList()),
        certificates(answer.getCaChainList()));
  }

  private synchronized Door door(Address server, BootstrapToken token) {
    if (door.filter(open -> open.server().equals(server)).isEmpty()) {
      close();
      var trust = ServerTrust.byFingerprint(token.fingerprint());
      door = Optional.of(new Door(server, trust, dialer.anonymous(server, trust)));
    }
    return door.orElseThrow();
  }

  private synchronized void shut(Door failed) {
    if (door.filter(failed::equals).isPresent()) {
      close();
    }
  }

  /** Lets go of the connection that enrolled; another enrolment opens another. */
  @Override
  public synchronized void close() {
    door.ifPresent(open -> close(open.client()));
    door = Optional.empty();
  }

  /** Renews and stores the certificate. Blocks. */
  public HostIdentity renew(Address server, HostIdentity identity, IdentityStore store)
      throws IOException, EnrolmentRefusedException {
    var client = dialer.as(identity, server);
    try {
      var csr = ByteString.copyFrom(identity.key().certificateRequest());
      var answer =
          await(client.renew(RenewRequest.newBuilder().setCsr(csr).build()), Optional::empty);
      var renewed =
          identity.renewed(
              certificates(answer.getCertificateChainList()),
              certificates(answer.getCaChainList()));
      store.save(renewed);
      return renewed;
    } finally {
      close(client);
    }
  }

  private <T> T await(CompletionStage<T> answer, Rejection rejection)
      throws IOException, EnrolmentRefusedException {
    try {
      return answer.toCompletableFuture().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      throw new IOException("the control plane did not answer within " + deadline, e);
    } catch (ExecutionException e) {
      var why = rejection.last();
      if (why.isPresent()) {
        throw new EnrolmentRefusedException(why.get(), true, e);
      }
      throw refused(e.getCause() == null ? e : e.getCause());
    }
  }

  private static IOException refused(Throwable cause) throws EnrolmentRefusedException {
    var status =
        switch (cause) {
          case StatusRuntimeException e -> e.getStatus();
          case StatusException e -> e.getStatus();
          default -> Status.UNKNOWN.withDescription(cause.toString());
        };
    var said =
        status.getDescription() == null ? status.getCode().toString() : status.getDescription();
    return switch (status.getCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED, INVALID_ARGUMENT, FAILED_PRECONDITION ->
          throw new EnrolmentRefusedException(said, true, cause);
      case OK,
          CANCELLED,
          UNKNOWN,
          DEADLINE_EXCEEDED,
          NOT_FOUND,
          ALREADY_EXISTS,
          RESOURCE_EXHAUSTED,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS ->
          new IOException("the control plane cannot be reached: " + Causes.of(cause), cause);
    };
  }

  private static List<X509Certificate> certificates(List<ByteString> ders) throws IOException {
    try {
      return IdentityStore.decode(ders.stream().map(ByteString::toByteArray).toList());
    } catch (CertificateException e) {
      throw new IOException("the control plane answered with an unreadable certificate", e);
    }
  }

  private static void close(AgentServiceClient client) {
    var _ = client.close();
  }

  private interface Rejection {
    Optional<String> last();
  }
}
