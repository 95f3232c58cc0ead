package io.gstacks.host.gateway;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.gstacks.agent.protocol.EnrollRequest;
import io.gstacks.agent.protocol.EnrollResponse;
import io.gstacks.agent.protocol.RenewRequest;
import io.gstacks.agent.protocol.RenewResponse;
import io.gstacks.host.HostSettings;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.host.authority.CertificateRequest;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.cluster.TokenText;
import io.gstacks.host.fleet.Facts;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.HostView;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.session.Introductions;
import io.gstacks.persistence.entity.Meta;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.pekko.grpc.GrpcServiceException;

/** Gives hosts their certificates: for a token the first time, for the old one afterwards. */
final class Enrolment {
  private final Clusters clusters;
  private final Hosts hosts;
  private final CertificateAuthority authority;
  private final HostSettings.Grpc settings;
  private final Clock clock;
  private final Semaphore places;

  Enrolment(
      Clusters clusters,
      Hosts hosts,
      CertificateAuthority authority,
      HostSettings.Grpc settings,
      Clock clock) {
    this.clusters = clusters;
    this.hosts = hosts;
    this.authority = authority;
    this.settings = settings;
    this.clock = clock;
    this.places = new Semaphore(settings.maxEnrolments());
  }

  /** What an asker said, checked as far as that goes without asking anyone. */
  private record Application(TokenText token, CertificateRequest request, Facts facts) {}

  CompletionStage<EnrollResponse> enroll(EnrollRequest said) {
    if (!places.tryAcquire()) {
      return CompletableFuture.failedFuture(
          Statuses.of(Status.RESOURCE_EXHAUSTED, "busy", "too many enrolments; come again"));
    }
    return applied(said)
        .thenCompose(
            application -> redeem(application).thenCompose(home -> enter(application, home)))
        .whenComplete((_, _) -> places.release());
  }

  private static CompletableFuture<Application> applied(EnrollRequest said) {
    var token = TokenText.parse(said.getToken());
    if (token.isEmpty()) {
      return CompletableFuture.failedFuture(
          Statuses.of(Status.UNAUTHENTICATED, "token_invalid", "not a bootstrap token"));
    }
    try {
      return CompletableFuture.completedFuture(
          new Application(
              token.get(),
              CertificateRequest.parse(said.getCsr().toByteArray()),
              Introductions.enrolmentFacts(said.getFacts())));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(invalid(e));
    }
  }

  private CompletionStage<TokenCommand.Redeemed> redeem(Application application) {
    var token = application.token();
    return clusters
        .askToken(
            token.id(),
            replyTo ->
                new TokenCommand.Redeem(
                    Meta.system(), token.hash(), application.request().keyHash(), replyTo))
        .exceptionally(_ -> {
          throw Statuses.unavailable();
        })
        .thenApply(reply ->
            switch (reply) {
              case TokenCommand.Redeemed redeemed -> redeemed;
              case TokenCommand.Refused(var refusal) ->
                  throw Statuses.of(Status.UNAUTHENTICATED, refusal);
              case TokenCommand.Accepted _ -> throw Statuses.unavailable();
            });
  }

  /** Persisted before it is signed. */
  private CompletionStage<EnrollResponse> enter(
      Application application, TokenCommand.Redeemed home) {
    return hosts
        .ask(
            home.host(),
            replyTo ->
                new HostCommand.Enrol(
                    Meta.system(),
                    home.tenant(),
                    home.cluster(),
                    home.token(),
                    application.request().keyHash(),
                    application.facts(),
                    replyTo))
        .exceptionally(_ -> {
          throw Statuses.unavailable();
        })
        .thenApply(Enrolment::admitted)
        .thenApply(host -> enrolled(host, application.request()));
  }

  private EnrollResponse enrolled(HostView host, CertificateRequest request) {
    return EnrollResponse.newBuilder()
        .setHostId(host.id().value())
        .setClusterId(host.cluster().value())
        .setTenantId(host.tenant().value())
        .setInstallationId(authority.installation())
        .addAllCertificateChain(certificate(host, request))
        .addAllCaChain(bytes(authority.caChain()))
        .build();
  }

  CompletionStage<RenewResponse> renew(Identity.Host peer, RenewRequest said) {
    CertificateRequest request;
    try {
      request = CertificateRequest.parse(said.getCsr().toByteArray());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(invalid(e));
    }
    return hosts
        .ask(peer.host(), replyTo -> new HostCommand.Get(Meta.system(), replyTo))
        .exceptionally(_ -> {
          throw Statuses.unavailable();
        })
        .thenApply(Enrolment::admitted)
        .thenApply(host ->
            RenewResponse.newBuilder()
                .addAllCertificateChain(certificate(host, request))
                .addAllCaChain(bytes(authority.caChain()))
                .build());
  }

  private static HostView admitted(HostReply reply) {
    return switch (reply) {
      case HostReply.Accepted(var host) -> standing(host);
      case HostReply.Refused(var refusal) -> throw Statuses.of(Status.PERMISSION_DENIED, refusal);
      case HostReply.Noted _, HostReply.Granted _, HostReply.Superseded _, HostReply.Reserved _ ->
          throw Statuses.unavailable();
    };
  }

  private static HostView standing(HostView host) {
    return switch (host.status()) {
      case "no_token" ->
          throw Statuses.of(Status.PERMISSION_DENIED, "no_token", "its token was revoked");
      case "archived" ->
          throw Statuses.of(Status.PERMISSION_DENIED, "host_archived", "the host is archived");
      default -> host;
    };
  }

  private Iterable<ByteString> certificate(HostView host, CertificateRequest request) {
    var identity = new Identity.Host(host.tenant(), host.cluster(), host.id());
    return bytes(
        authority.certify(identity, request.key(), clock.instant(), settings.leafLifetime()));
  }

  private static List<ByteString> bytes(List<byte[]> ders) {
    return ders.stream().map(ByteString::copyFrom).toList();
  }

  private static GrpcServiceException invalid(IllegalArgumentException e) {
    return Statuses.of(Status.INVALID_ARGUMENT, "invalid", String.valueOf(e.getMessage()));
  }
}
