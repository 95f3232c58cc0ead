package io.gstacks.host.gateway;

import io.grpc.Status;
import io.gstacks.agent.protocol.AgentService;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.EnrollRequest;
import io.gstacks.agent.protocol.EnrollResponse;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.RenewRequest;
import io.gstacks.agent.protocol.RenewResponse;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.channel.ChannelDesk;
import io.gstacks.host.session.SessionStreams;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** The service as one caller sees it: who calls is known before the first message is read. */
record PeerService(Optional<Identity.Host> peer, Desks desks) implements AgentService {
  /** What stands behind the methods. */
  record Desks(
      Enrolment enrolment, SessionStreams sessions, ChannelDesk channels, Duration attachTimeout) {}

  @Override
  public CompletionStage<EnrollResponse> enroll(EnrollRequest said) {
    return desks.enrolment().enroll(said);
  }

  @Override
  public CompletionStage<RenewResponse> renew(RenewRequest said) {
    return desks.enrolment().renew(host(), said);
  }

  @Override
  public Source<ToAgent, NotUsed> connect(Source<FromAgent, NotUsed> fromAgent) {
    return desks.sessions().connect(host(), fromAgent);
  }

  @Override
  public Source<ChannelFrame, NotUsed> channel(Source<ChannelFrame, NotUsed> fromAgent) {
    return fromAgent
        .initialTimeout(desks.attachTimeout())
        .prefixAndTail(1)
        .flatMapConcat(opened ->
            opened.first().stream()
                .findFirst()
                .filter(ChannelFrame::hasAttach)
                .flatMap(first ->
                    desks.channels().attach(host().host(), first.getAttach(), opened.second()))
                .orElseGet(() -> Source.failed(unknownToken())));
  }

  private static Throwable unknownToken() {
    return Statuses.of(
        Status.PERMISSION_DENIED, "invalid", "the stream must begin with a token that stands");
  }

  /** Who calls; {@link AgentMethod} says for which methods that must be known. */
  private Identity.Host host() {
    return peer.orElseThrow(() ->
        Statuses.of(
            Status.UNAUTHENTICATED,
            "unauthenticated",
            "this needs a certificate of a host that is in force"));
  }
}
