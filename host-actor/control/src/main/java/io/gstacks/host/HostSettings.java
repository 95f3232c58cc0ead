package io.gstacks.host;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/** What an operator may set, read once so that a bad value stops the start. See reference.conf. */
public record HostSettings(
    Duration askTimeout, Fleet fleet, Session session, Channel channel, Grpc grpc) {
  public HostSettings {
    positive("ask-timeout", askTimeout);
  }

  /** Of the host entity. */
  public record Fleet(
      double overcommit,
      Duration lease,
      Duration silence,
      Duration questionRetry,
      Duration questionRetryMax,
      int questionsAtOnce,
      int snapshotEvery) {
    public Fleet {
      if (!(overcommit >= 0.1 && overcommit <= 100)) {
        throw new IllegalArgumentException(
            "gstacks.host.overcommit must be from 0.1 to 100: " + overcommit);
      }
      positive("lease", lease);
      positive("silence", silence);
      positive("question-retry", questionRetry);
      positive("question-retry-max", questionRetryMax);
      positive("questions-at-once", questionsAtOnce);
      positive("snapshot-every", snapshotEvery);
    }
  }

  /** Of the line to one agent. */
  public record Session(
      Duration alive,
      Duration heartbeat,
      Duration agentSilence,
      Duration helloTimeout,
      Duration cleanupTimeout,
      Duration maxAge,
      Duration retry,
      int retries,
      int inFlight,
      int outbox,
      int maxWorkloads) {
    public Session {
      positive("session.alive", alive);
      positive("session.heartbeat", heartbeat);
      positive("session.agent-silence", agentSilence);
      positive("session.hello-timeout", helloTimeout);
      positive("session.cleanup-timeout", cleanupTimeout);
      positive("session.max-age", maxAge);
      positive("session.retry", retry);
      positive("session.retries", retries);
      positive("session.in-flight", inFlight);
      positive("session.outbox", outbox);
      positive("session.max-workloads", maxWorkloads);
    }
  }

  /** Of byte streams. */
  public record Channel(Duration attachTimeout, int maxOpen, int maxOpenPerHost) {
    public Channel {
      positive("channel.attach-timeout", attachTimeout);
      positive("channel.max-open", maxOpen);
      positive("channel.max-open-per-host", maxOpenPerHost);
    }
  }

  /**
   * Of the listener for agents.
   *
   * @param advertised how agents of another node's session reach this node; empty: as they do now
   * @param names further DNS names and addresses that the control plane's certificate bears
   */
  public record Grpc(
      String host,
      int port,
      String advertised,
      List<String> names,
      int maxUnaryBytes,
      int maxMessageBytes,
      int maxEnrolments,
      Duration expiredGrace,
      Duration leafLifetime) {
    public Grpc {
      names = List.copyOf(names);
      positive("max-unary-bytes", maxUnaryBytes);
      positive("max-message-bytes", maxMessageBytes);
      positive("max-enrolments", maxEnrolments);
      positive("leaf-lifetime", leafLifetime);
    }
  }

  public static HostSettings from(Config root) {
    var config = root.getConfig("gstacks.host");
    return new HostSettings(
        config.getDuration("ask-timeout"),
        fleet(config),
        session(config.getConfig("session")),
        channel(config.getConfig("channel")),
        grpc(root.getConfig("gstacks.grpc")));
  }

  private static Fleet fleet(Config config) {
    return new Fleet(
        config.getDouble("overcommit"),
        config.getDuration("lease"),
        config.getDuration("silence"),
        config.getDuration("question-retry"),
        config.getDuration("question-retry-max"),
        config.getInt("questions-at-once"),
        config.getInt("snapshot-every"));
  }

  private static Session session(Config config) {
    return new Session(
        config.getDuration("alive"),
        config.getDuration("heartbeat"),
        config.getDuration("agent-silence"),
        config.getDuration("hello-timeout"),
        config.getDuration("cleanup-timeout"),
        config.getDuration("max-age"),
        config.getDuration("retry"),
        config.getInt("retries"),
        config.getInt("in-flight"),
        config.getInt("outbox"),
        config.getInt("max-workloads"));
  }

  private static Channel channel(Config config) {
    return new Channel(
        config.getDuration("attach-timeout"),
        config.getInt("max-open"),
        config.getInt("max-open-per-host"));
  }

  private static Grpc grpc(Config config) {
    var address = config.getString("addr");
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("gstacks.grpc.addr is not host:port: " + address);
    }
    return new Grpc(
        address.substring(0, colon).replaceAll("^\\[(.*)]$", "$1"),
        Integer.parseInt(address.substring(colon + 1)),
        config.getString("advertised"),
        List.of(config.getString("names").split("[, ]+")).stream()
            .filter(name -> !name.isEmpty())
            .toList(),
        Math.toIntExact(config.getBytes("max-unary")),
        Math.toIntExact(config.getBytes("max-message")),
        config.getInt("max-enrolments"),
        config.getDuration("expired-grace"),
        config.getDuration("leaf-lifetime"));
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("gstacks.host." + name + " must be positive: " + value);
    }
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("gstacks.host." + name + " must be positive: " + value);
    }
  }
}
