package io.gstacks.agent.stream;

import io.gstacks.agent.protocol.Welcome;
import io.gstacks.agent.stream.LinkSignal.Tick;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * When a link dials, beats, replaces a line that grew old, and gives one up that is not welcome.
 */
final class Rhythm {
  private final TimerScheduler<HostLink.Command> timers;
  private final StreamSettings settings;

  Rhythm(TimerScheduler<HostLink.Command> timers, StreamSettings settings) {
    this.timers = timers;
    this.settings = settings;
  }

  void dialAfter(Duration pause) {
    timers.startSingleTimer(Tick.DIAL, pause);
  }

  /** The next line has this long for its next step towards Welcome. */
  void awaitWelcome() {
    timers.startSingleTimer(Tick.GIVE_UP, settings.welcomeTimeout());
  }

  /** Lines grow old at different ages, so that a fleet does not come back all at once. */
  void welcome(Welcome welcome) {
    timers.cancel(Tick.GIVE_UP);
    var beat = millis(welcome.getHeartbeatMillis(), settings.heartbeat());
    timers.startTimerWithFixedDelay(Tick.BEAT, beat);
    var age = millis(welcome.getStreamMaxAgeMillis(), settings.maxAge());
    var percent = 75 + ThreadLocalRandom.current().nextInt(51);
    timers.startSingleTimer(Tick.RETIRE, age.multipliedBy(percent).dividedBy(100));
  }

  /** A line was lost: what was meant for it falls away. */
  void lost(Lines left) {
    if (left.current().isEmpty()) {
      timers.cancel(Tick.BEAT);
      timers.cancel(Tick.RETIRE);
    }
    if (left.next().isEmpty()) {
      timers.cancel(Tick.GIVE_UP);
    }
  }

  private static Duration millis(long told, Duration otherwise) {
    return told > 0 ? Duration.ofMillis(told) : otherwise;
  }
}
