package io.gstacks.http.host;

import io.gstacks.host.HostId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.HostView;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Exchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks hosts, and turns their refusals into answers. */
public final class HostLookup {
  private static final String CONNECTED = "connected";

  private final Hosts hosts;

  public HostLookup(Hosts hosts) {
    this.hosts = hosts;
  }

  public CompletionStage<HostView> view(Exchange exchange, HostId id) {
    return ask(id, replyTo -> new HostCommand.Get(exchange.meta("host"), replyTo));
  }

  /** Whether it is there to be worked with. A host that does not answer is not. */
  public CompletionStage<Boolean> isConnected(Exchange exchange, HostId id) {
    return view(exchange, id)
        .thenApply(host -> host.status().equals(CONNECTED))
        .exceptionallyCompose(_ -> CompletableFuture.completedStage(false));
  }

  CompletionStage<HostView> ask(HostId id, Function<ActorRef<HostReply>, HostCommand> command) {
    return hosts
        .ask(id, command)
        .thenApply(reply ->
            switch (reply) {
              case HostReply.Accepted(var host) -> host;
              case HostReply.Refused(var refusal) -> throw new ApiException(refusal);
              case HostReply.Noted _,
                  HostReply.Granted _,
                  HostReply.Superseded _,
                  HostReply.Reserved _ ->
                  throw new IllegalStateException("not an answer to this question: " + reply);
            });
  }
}
