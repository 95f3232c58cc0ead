package io.gstacks.agent.stream;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.connection.Causes;
import io.gstacks.agent.protocol.AgentServiceClient;
import io.gstacks.agent.protocol.CleanupDone;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.agent.protocol.Welcome;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.WorkloadReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one host connected. There is at most one line that is welcome ({@code current}) and one
 * that is being established ({@code next}); a line that grows old is replaced before it is closed,
 * so that the host is never away on purpose.
 */
public final class HostLink {
  private static final Logger LOG = LoggerFactory.getLogger(HostLink.class);

  /** What the link is told. */
  public sealed interface Command
      permits Finished, Happened, Say, BeatNow, IntroduceAgain, Leave, LinkSignal {}

  public record Finished(WorkResult result) implements Command {}

  public record Happened(WorkloadReport report) implements Command {}

  /** Not kept, and lost when there is no stream: progress, refusals of channels. */
  public record Say(FromAgent message) implements Command {}

  /** Something that a heartbeat tells is another thing now. */
  public record BeatNow() implements Command {}

  /**
   * Something that only Hello tells is another thing now: a new stream takes over from this one.
   */
  public record IntroduceAgain() implements Command {}

  /** Closes the stream and stops. */
  public record Leave(ActorRef<Done> replyTo) implements Command {}

  private final ActorContext<Command> context;
  private final HostDuties duties;
  private final Dialling dialling;
  private final Rhythm rhythm;
  private final Duration steady;
  private final Outbox outbox;
  private final Redial redial;
  private final Lines lines = new Lines();

  private HostLink(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      HostDuties duties,
      Function<Address, AgentServiceClient> dialer,
      List<Address> addresses,
      StreamSettings settings,
      Iterable<WorkResult> kept) {
    this.context = context;
    this.duties = duties;
    this.dialling = new Dialling(context, duties, dialer, settings.outgoingBuffer());
    this.rhythm = new Rhythm(timers, settings);
    this.steady = settings.backoff().most();
    this.redial = new Redial(addresses, settings.backoff(), settings.refusedRetry());
    this.outbox = new Outbox(settings.resultWindow());
    kept.forEach(outbox::result);
  }

  /**
   * The link of one host, which begins to dial at once.
   *
   * @param dialer opens a connection as this host, as it is identified at that moment
   * @param kept results of a former process that were not acknowledged
   */
  public static Behavior<Command> create(
      HostDuties duties,
      Function<Address, AgentServiceClient> dialer,
      List<Address> addresses,
      StreamSettings settings,
      Supplier<? extends Iterable<WorkResult>> kept) {
    Behavior<Command> link =
        Behaviors.setup(context ->
            Behaviors.withTimers(timers -> {
              context.getSelf().tell(LinkSignal.Tick.DIAL);
              return new HostLink(context, timers, duties, dialer, addresses, settings, kept.get())
                  .receive();
            }));
    // Whatever goes wrong here, the host comes back: what counts is on disk and in the runtime.
    return Behaviors.supervise(link)
        .onFailure(
            SupervisorStrategy.restartWithBackoff(
                settings.backoff().least(), settings.backoff().most(), 0.2));
  }

  private Behavior<Command> receive() {
    return Behaviors.receive(Command.class)
        .onMessage(Command.class, this::on)
        .onSignal(PreRestart.class, _ -> hungUp())
        .build();
  }

  private Behavior<Command> hungUp() {
    lines.close();
    return Behaviors.same();
  }

  private Behavior<Command> on(Command command) {
    switch (command) {
      case Finished(var result) -> {
        outbox.result(result);
        flush();
      }
      case Happened(var report) -> {
        outbox.report(report);
        flush();
      }
      case Say(var message) -> lines.current().ifPresent(line -> send(line, message));
      case BeatNow() -> beat();
      case IntroduceAgain() -> lines.current().ifPresent(_ -> introduce());
      case LinkSignal signal -> on(signal);
      case Leave(var replyTo) -> {
        hungUp();
        replyTo.tell(Done.getInstance());
        return Behaviors.stopped();
      }
    }
    return Behaviors.same();
  }

  private void on(LinkSignal signal) {
    switch (signal) {
      case LinkSignal.Introduced(var introduction) -> open(introduction);
      case LinkSignal.NotIntroduced(var cause) -> {
        dialling.giveUp();
        retry("the host cannot say what it runs: " + cause.getMessage());
      }
      case LinkSignal.Received(var number, var message) ->
          lines
              .find(number)
              .filter(line -> line.accepts(message))
              .ifPresent(line -> hear(line, message));
      case LinkSignal.Ended(var number, var cause) ->
          lines.find(number).ifPresent(line -> lost(line, cause.map(Causes::of).orElse("ended")));
      case LinkSignal.CleanedUp(var number, var cause) ->
          lines.find(number).ifPresent(line -> cleaned(line, cause));
      case LinkSignal.Tick tick -> on(tick);
    }
  }

  private void on(LinkSignal.Tick tick) {
    switch (tick) {
      case DIAL, RETIRE -> introduce();
      case BEAT -> beat();
      case GIVE_UP -> lines.next().ifPresent(line -> lost(line, "no Welcome within its time"));
    }
  }

  private void introduce() {
    if (lines.next().isEmpty()) {
      dialling.begin();
    }
  }

  private void open(Introduction introduction) {
    var line = dialling.open(redial.address());
    lines.establish(line);
    rhythm.awaitWelcome();
    introduction.messages().forEach(message -> send(line, message));
  }

  private void hear(Line line, ToAgent message) {
    switch (message.getMessageCase()) {
      case WELCOME -> welcome(line, message.getWelcome());
      case REFUSED -> redial.refused(message.getRefused());
      case CLEANUP -> {
        rhythm.awaitWelcome();
        context.pipeToSelf(
            duties.cleanUp(message.getCleanup()),
            (_, error) -> new LinkSignal.CleanedUp(line.number(), Optional.ofNullable(error)));
      }
      case WORK -> duties.work(message.getWork());
      case OPEN_CHANNEL -> duties.openChannel(message.getOpenChannel(), line.address());
      case RESULT_ACK -> {
        outbox.resultAcknowledged(message.getResultAck().getCommandId());
        duties.resultAcknowledged(message.getResultAck().getCommandId());
        flush();
      }
      case REPORT_ACK -> {
        outbox.reportAcknowledged(message.getReportAck().getReportId());
        flush();
      }
      case RECONNECT -> {
        redial.prefer(message.getReconnect().getAddressesList());
        introduce();
      }
      case MESSAGE_NOT_SET -> {} // a newer control plane said something that we do not know
    }
  }

  private void welcome(Line line, Welcome welcome) {
    line.welcome(welcome.getEpoch());
    lines.welcome(line);
    rhythm.welcome(welcome);
    LOG.atInfo()
        .addKeyValue("epoch", welcome.getEpoch())
        .addKeyValue("address", line.address())
        .log("connected");
    outbox.restart();
    flush();
  }

  private void cleaned(Line line, Optional<Throwable> cause) {
    if (cause.isPresent()) {
      lost(line, "what must be gone could not be removed: " + cause.get().getMessage());
    } else {
      send(line, FromAgent.newBuilder().setCleanupDone(CleanupDone.getDefaultInstance()).build());
    }
  }

  private void lost(Line line, String reason) {
    lines.drop(line);
    rhythm.lost(lines);
    if (line.welcome() && line.ageNanos() > steady.toNanos()) {
      redial.held();
    }
    retry(reason);
  }

  private void retry(String reason) {
    var attempt = redial.failed(reason, ThreadLocalRandom.current().nextDouble());
    LOG.atWarn()
        .addKeyValue("reason", attempt.reason())
        .addKeyValue("retry_ms", attempt.after().toMillis())
        .log(attempt.refused() ? "refused by the control plane" : "not connected");
    rhythm.dialAfter(attempt.after());
  }

  private void beat() {
    lines
        .current()
        .ifPresent(
            line -> send(line, FromAgent.newBuilder().setHeartbeat(duties.heartbeat()).build()));
  }

  private void flush() {
    while (lines.current().isPresent()) {
      var message = outbox.next();
      if (message.isEmpty()) {
        return;
      }
      send(lines.current().get(), message.get());
    }
  }

  private void send(Line line, FromAgent message) {
    if (!line.send(message) && lines.find(line.number()).isPresent()) {
      lost(line, "the control plane takes nothing any more");
    }
  }
}
