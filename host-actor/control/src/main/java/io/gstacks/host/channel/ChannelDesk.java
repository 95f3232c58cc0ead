package io.gstacks.host.channel;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.HostId;
import io.gstacks.host.HostSettings;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.session.RefusedChannels;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where this node's requesters and the agents' byte streams meet. A requester leaves a token here
 * and has the host's agent told of it; the agent's {@code Channel} call shows the token, once, with
 * that very host's certificate.
 */
public final class ChannelDesk implements Channels, RefusedChannels {
  private static final int TOKEN_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Hosts hosts;
  private final HostSettings.Channel settings;
  private final String node;
  private final Materializer materializer;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final ChannelCount open;

  private record Waiting(
      HostId host, CompletableFuture<Flow<ChannelFrame, ChannelFrame, NotUsed>> attached) {}

  /** {@code node}: the address that agents are told to open their streams to, or empty text. */
  public ChannelDesk(
      Hosts hosts, HostSettings.Channel settings, String node, Materializer materializer) {
    this.hosts = hosts;
    this.settings = settings;
    this.node = node;
    this.materializer = materializer;
    this.open = new ChannelCount(settings.maxOpen(), settings.maxOpenPerHost());
  }

  @Override
  public CompletionStage<Flow<ChannelFrame, ChannelFrame, NotUsed>> open(
      Caller caller, HostId host, String sandbox, long generation, ChannelOrder.Kind kind) {
    if (!open.take(host)) {
      return CompletableFuture.failedFuture(
          new ChannelException(
              new Refusal(
                  Refusal.Kind.EXHAUSTED,
                  "too_many_channels",
                  "too many byte streams are open",
                  true,
                  Map.of())));
    }
    var token = freshToken();
    var attached = new CompletableFuture<Flow<ChannelFrame, ChannelFrame, NotUsed>>();
    waiting.put(token, new Waiting(host, attached));
    order(caller, host, new ChannelOrder(token, node, sandbox, generation, kind), attached);
    return attached
        .orTimeout(settings.attachTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .handle((flow, failure) -> settled(token, host, flow, failure));
  }

  private void order(
      Caller caller, HostId host, ChannelOrder order, CompletableFuture<?> attached) {
    hosts
        .ask(host, replyTo -> new HostCommand.OpenChannel(Meta.of(caller), order, replyTo))
        .whenComplete((reply, failure) -> {
          if (failure != null) {
            attached.completeExceptionally(new ChannelException(noAnswer()));
          } else if (reply instanceof HostReply.Refused(var refusal)) {
            attached.completeExceptionally(new ChannelException(refusal));
          }
        });
  }

  private Flow<ChannelFrame, ChannelFrame, NotUsed> settled(
      String token,
      HostId host,
      @Nullable Flow<ChannelFrame, ChannelFrame, NotUsed> flow,
      @Nullable Throwable failure) {
    waiting.remove(token);
    if (flow != null) {
      return flow;
    }
    open.give(host);
    throw failure instanceof ChannelException refused
        ? refused
        : new CompletionException(
            failure instanceof TimeoutException ? new ChannelException(noAnswer()) : failure);
  }

  /**
   * An agent attaches: what it is sent from now on. Empty when the token is unknown, spent, or
   * another host's, which does not spend it.
   */
  public Optional<Source<ChannelFrame, NotUsed>> attach(
      HostId host, String token, Source<ChannelFrame, NotUsed> fromAgent) {
    var met = waiting.get(token);
    if (met == null || !met.host().equals(host) || !waiting.remove(token, met)) {
      return Optional.empty();
    }
    var bridge = ChannelBridge.build(fromAgent, () -> open.give(host), materializer);
    if (!met.attached().complete(bridge.requester())) {
      // The requester gave up in this very moment, and gave its place back.
      return Optional.empty();
    }
    return Optional.of(bridge.toAgent());
  }

  @Override
  public void refused(HostId host, String token, String code, String message) {
    var met = waiting.get(token);
    if (met != null && met.host().equals(host)) {
      met.attached()
          .completeExceptionally(
              new ChannelException(
                  new Refusal(
                      Refusal.Kind.CONFLICT,
                      code,
                      message,
                      code.equals("too_many_channels"),
                      Map.of())));
    }
  }

  private static Refusal noAnswer() {
    return Refusal.unavailable("no_answer", "the host did not open the stream in time");
  }

  private static String freshToken() {
    var bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
