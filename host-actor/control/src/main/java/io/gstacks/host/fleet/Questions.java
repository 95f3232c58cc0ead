package io.gstacks.host.fleet;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Meta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * What a host asks of sandboxes, and tells them: a bounded number at a time, and the answers come
 * back to the entity in batches. One round at a time; what was not answered is asked again.
 */
final class Questions {
  private static final int BATCH = 200;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final HostId host;
  private final SandboxPort sandboxes;
  private final int atOnce;
  private final Duration timeout;
  private final ActorContext<HostCommand> context;
  private final ActorRef<HostCommand> self;
  private final ActorRef<HostReply> nobody;
  private final Materializer materializer;
  private boolean open;

  private record Answer(Ref ref, Optional<Claim> claim) {}

  Questions(
      HostId host,
      SandboxPort sandboxes,
      int atOnce,
      Duration timeout,
      ActorContext<HostCommand> context) {
    this.host = host;
    this.sandboxes = sandboxes;
    this.atOnce = atOnce;
    this.timeout = timeout;
    this.context = context;
    this.self = context.getSelf();
    this.nobody = context.getSystem().ignoreRef();
    this.materializer = Materializer.matFromSystem(context.getSystem());
  }

  boolean open() {
    return open;
  }

  void roundOver() {
    open = false;
  }

  /**
   * Does each sandbox hold its reservation? {@code LeasesAnswered} comes back for those that say.
   */
  void whetherHeld(TenantId tenant, List<Ref> refs) {
    round(
        Source.from(refs)
            .mapAsyncUnordered(
                atOnce,
                ref ->
                    answered(() -> sandboxes.holds(host, tenant, ref.sandbox(), ref.attempt()))
                        .thenApply(claim -> new Answer(ref, claim)))
            .groupedWithin(BATCH, PAUSE)
            .map(this::report)
            .runWith(Sink.fold(false, Boolean::logicalOr), materializer));
  }

  /** Tells each sandbox that the host is lost. {@code LossesAnswered} comes back for those told. */
  void tellLost(TenantId tenant, Map<SandboxId, Long> lost) {
    round(
        Source.from(lost.entrySet())
            .mapAsyncUnordered(
                atOnce,
                entry ->
                    answered(() ->
                            sandboxes
                                .hostLost(host, tenant, entry.getKey(), entry.getValue())
                                .thenApply(_ -> Done.getInstance()))
                        .thenApply(done -> done.map(_ -> entry.getKey())))
            .groupedWithin(BATCH, PAUSE)
            .map(this::reportTold)
            .runWith(Sink.fold(false, Boolean::logicalOr), materializer));
  }

  private void round(CompletionStage<Boolean> unanswered) {
    open = true;
    context.pipeToSelf(
        unanswered,
        (some, failure) ->
            new HostCommand.RoundOver(
                Meta.system(), failure != null || Boolean.TRUE.equals(some), nobody));
  }

  /** Sends the answers to the entity; true when one gave none. */
  private boolean report(List<Answer> answers) {
    var ours = new ArrayList<Ref>();
    var stale = new ArrayList<Ref>();
    for (var answer : answers) {
      answer.claim().ifPresent(claim -> (isOurs(claim) ? ours : stale).add(answer.ref()));
    }
    self.tell(new HostCommand.LeasesAnswered(Meta.system(), ours, stale, nobody));
    return ours.size() + stale.size() < answers.size();
  }

  private static boolean isOurs(Claim claim) {
    return switch (claim) {
      case OURS -> true;
      case STALE, IGNORED_ARCHIVED, IGNORED_NOT_FOUND -> false;
    };
  }

  private boolean reportTold(List<Optional<SandboxId>> answers) {
    var told = answers.stream().flatMap(Optional::stream).toList();
    self.tell(new HostCommand.LossesAnswered(Meta.system(), told, nobody));
    return told.size() < answers.size();
  }

  /** Empty when the question fails or its time passes: that is no answer, and no error. */
  private <T> CompletionStage<Optional<T>> answered(Supplier<CompletionStage<T>> question) {
    return question
        .get()
        .toCompletableFuture()
        .copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle((answer, failure) -> failure == null ? Optional.of(answer) : Optional.empty());
  }
}
