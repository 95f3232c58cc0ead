package io.gstacks.host.cluster;

import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.persistence.entity.Meta;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Tells hosts that their token is gone: many at a time, and each batch of answers at once to {@code
 * told}, so that the slowest host delays nobody's record.
 */
final class Revocation {
  /** Hosts that are told at the same time: 10,000 take about a second, and none swamps a node. */
  private static final int AT_ONCE = 256;

  private static final int BATCH = 200;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Revocation() {}

  /** Completes when every host was asked, whether it answered or not. */
  static CompletionStage<?> tell(
      TokenId token,
      Collection<HostId> hosts,
      Hosts fleet,
      Materializer materializer,
      Consumer<List<HostId>> told) {
    return Source.from(hosts)
        .mapAsyncUnordered(AT_ONCE, host -> tell(token, host, fleet))
        .mapConcat(answered -> answered.stream().toList())
        .groupedWithin(BATCH, PAUSE)
        .runWith(Sink.foreach(told::accept), materializer);
  }

  private static CompletionStage<Optional<HostId>> tell(TokenId token, HostId host, Hosts fleet) {
    return fleet
        .ask(host, replyTo -> new HostCommand.LoseToken(Meta.system(), token, replyTo))
        .handle(
            (reply, _) -> reply instanceof HostReply.Noted ? Optional.of(host) : Optional.empty());
  }
}
