package io.gstacks.host.session;

import io.gstacks.host.HostSettings;
import io.gstacks.host.session.SessionMessage.Timer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** How long each stretch of a session may take, so that none lasts because its agent is silent. */
final class Deadlines {
  /** For the last words to go out, and for an epoch that may still be granted to be given back. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final Duration RECONNECT_GRACE = Duration.ofSeconds(60);

  private final TimerScheduler<SessionMessage> timers;
  private final HostSettings settings;

  Deadlines(TimerScheduler<SessionMessage> timers, HostSettings settings) {
    this.timers = timers;
    this.settings = settings;
  }

  void hello() {
    timers.startSingleTimer(Timer.TOO_SLOW, settings.session().helloTimeout());
  }

  void cleanup() {
    timers.startSingleTimer(Timer.TOO_SLOW, settings.session().cleanupTimeout());
  }

  void alive() {
    timers.startTimerWithFixedDelay(Timer.ALIVE, settings.session().alive());
  }

  /** How old the line may become: about a quarter more or less, so that not all end at once. */
  Duration welcome() {
    timers.cancel(Timer.TOO_SLOW);
    long millis = settings.session().maxAge().toMillis();
    var age =
        Duration.ofMillis(millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    timers.startSingleTimer(Timer.OLD, age);
    return age;
  }

  void reconnect() {
    timers.startSingleTimer(Timer.OVER, RECONNECT_GRACE);
  }

  void farewell() {
    timers.cancelAll();
    timers.startSingleTimer(Timer.OVER, settings.askTimeout().plus(FAREWELL));
  }
}
