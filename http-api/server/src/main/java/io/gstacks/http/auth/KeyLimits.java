package io.gstacks.http.auth;

import com.typesafe.config.Config;
import io.gstacks.host.KeyId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much one key may ask for on one node: requests a second (a bucket of tokens), requests at
 * once, streams at once. One busy client then leaves room for the others.
 */
public final class KeyLimits {
  /**
   * The most that one key may use.
   *
   * @param perSecond requests a second in the long run; {@code burst} at once after a pause
   * @param inFlight requests that wait for their answer
   * @param streams open event streams
   */
  public record Settings(int perSecond, int burst, int inFlight, int streams) {
    public Settings {
      if (perSecond < 1 || burst < 1 || inFlight < 1 || streams < 1) {
        throw new IllegalArgumentException(
            "gstacks.http.limits must all be at least 1: %d, %d, %d, %d"
                .formatted(perSecond, burst, inFlight, streams));
      }
    }

    public static Settings from(Config config) {
      return new Settings(
          config.getInt("requests-per-second"),
          config.getInt("burst"),
          config.getInt("in-flight"),
          config.getInt("streams"));
    }
  }

  /**
   * What a key uses. An absent one is a full bucket and nothing in flight, so it may be dropped.
   */
  private record Use(double tokens, long atNanos, int inFlight, int streams) {
    Use plus(int requests, int moreStreams) {
      return new Use(tokens, atNanos, inFlight + requests, streams + moreStreams);
    }
  }

  /** Keys above which the quiet ones are forgotten. */
  private static final int REMEMBERED = 10_000;

  private final Settings settings;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<KeyId, Use> uses = new ConcurrentHashMap<>();

  public KeyLimits(Settings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /** Takes a place; whoever gets one gives it back with {@link #left}. */
  public boolean enter(KeyId key) {
    if (uses.size() > REMEMBERED) {
      uses.keySet().forEach(idle -> uses.computeIfPresent(idle, (_, use) -> kept(use)));
    }
    var entered = new boolean[1];
    uses.compute(
        key,
        (_, use) -> {
          var now = filled(use == null ? full() : use);
          entered[0] = now.tokens() >= 1 && now.inFlight() < settings.inFlight();
          return entered[0]
              ? new Use(now.tokens() - 1, now.atNanos(), now.inFlight() + 1, now.streams())
              : now;
        });
    return entered[0];
  }

  public void left(KeyId key) {
    uses.computeIfPresent(key, (_, use) -> kept(use.plus(-1, 0)));
  }

  /** Takes a place for a stream; given back with {@link #closed}. */
  public boolean open(KeyId key) {
    var opened = new boolean[1];
    uses.compute(
        key,
        (_, use) -> {
          var now = use == null ? full() : use;
          opened[0] = now.streams() < settings.streams();
          return opened[0] ? now.plus(0, 1) : now;
        });
    return opened[0];
  }

  public void closed(KeyId key) {
    uses.computeIfPresent(key, (_, use) -> kept(use.plus(0, -1)));
  }

  int size() {
    return uses.size();
  }

  private Use full() {
    return new Use(settings.burst(), nanoTime.getAsLong(), 0, 0);
  }

  private Use filled(Use use) {
    long now = nanoTime.getAsLong();
    double gained =
        (double) (now - use.atNanos()) / TimeUnit.SECONDS.toNanos(1) * settings.perSecond();
    return new Use(
        Math.min(settings.burst(), use.tokens() + gained), now, use.inFlight(), use.streams());
  }

  private @org.jspecify.annotations.Nullable Use kept(Use use) {
    var now = filled(use);
    return now.inFlight() == 0 && now.streams() == 0 && now.tokens() >= settings.burst()
        ? null
        : now;
  }
}
