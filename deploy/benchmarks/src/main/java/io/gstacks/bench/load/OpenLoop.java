package io.gstacks.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Offers one request again and again at the times of a schedule, over kept-alive connections that
 * it opens as it needs them. One thread, for it shares the cores with what it measures.
 *
 * <p>Known limits: it sends up to a millisecond late, for that is how finely a selector waits; with
 * all connections busy a request waits for one. Both are within the latencies that it reports, and
 * are told apart as the ledger's lags.
 */
public final class OpenLoop implements Closeable {
  private static final long MILLI = 1_000_000;
  private static final long EXPIRY_CHECK_NANOS = 100 * MILLI;

  private final SocketAddress target;
  private final byte[] request;
  private final int maxConnections;
  private final long timeoutNanos;
  private final Selector selector = Selector.open();
  private final List<Lane> lanes = new ArrayList<>();
  private final Deque<Lane> free = new ArrayDeque<>();

  public OpenLoop(SocketAddress target, byte[] request, int maxConnections, Duration timeout)
      throws IOException {
    this.target = target;
    this.request = request.clone();
    this.maxConnections = maxConnections;
    this.timeoutNanos = timeout.toNanos();
  }

  /** Runs the whole schedule and waits for the last answer, at most for the timeout. */
  public Ledger offer(Schedule schedule) throws IOException {
    var run = new Run(schedule);
    while (run.isUnderWay()) {
      run.sendWhatIsDue();
      run.awaitAnswers();
      run.expire();
    }
    return run.ledger;
  }

  public int connections() {
    return lanes.size();
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      for (var lane : lanes) {
        lane.close();
      }
    }
  }

  private final class Run {
    private final Schedule schedule;
    private final Ledger ledger;
    private final long start = System.nanoTime();
    private int next;
    private long nextExpiryCheck = EXPIRY_CHECK_NANOS;

    Run(Schedule schedule) {
      this.schedule = schedule;
      this.ledger = new Ledger(schedule, Instant.now());
    }

    boolean isUnderWay() {
      return next < schedule.count() || free.size() < lanes.size();
    }

    void sendWhatIsDue() {
      while (next < schedule.count() && schedule.dueNanos(next) <= elapsed()) {
        if (free.isEmpty() && lanes.size() >= maxConnections) {
          return;
        }
        send(next);
        next++;
      }
    }

    private void send(int index) {
      try {
        var lane = free.isEmpty() ? open() : free.pop();
        ledger.sent(index, elapsed());
        try {
          lane.send(index, elapsed());
        } catch (IOException e) {
          fail(lane, "connection_lost");
        }
      } catch (IOException e) {
        ledger.failed(index, elapsed(), "no_connection");
      }
    }

    private Lane open() throws IOException {
      var lane = Lane.open(target, selector, request);
      lanes.add(lane);
      return lane;
    }

    void awaitAnswers() throws IOException {
      long wait = next < schedule.count() ? schedule.dueNanos(next) - elapsed() : MILLI;
      boolean blocked = free.isEmpty() && lanes.size() >= maxConnections;
      long waitMs = blocked ? EXPIRY_CHECK_NANOS / MILLI : Math.min(wait / MILLI, 100);
      if (waitMs > 0) {
        selector.select(this::ready, waitMs);
      } else if (wait > 0) {
        selector.select(this::ready, 1);
      } else {
        selector.selectNow(this::ready);
      }
    }

    private void ready(SelectionKey key) {
      var lane = (Lane) key.attachment();
      try {
        lane.ready()
            .ifPresent(response -> {
              ledger.answered(lane.index(), elapsed(), response);
              lane.rest();
              if (response.keepAlive()) {
                free.push(lane);
              } else {
                drop(lane);
              }
            });
      } catch (IOException | IllegalStateException e) {
        fail(lane, "connection_lost");
      }
    }

    void expire() {
      if (elapsed() < nextExpiryCheck) {
        return;
      }
      nextExpiryCheck = elapsed() + EXPIRY_CHECK_NANOS;
      for (var lane : List.copyOf(lanes)) {
        if (lane.isBusy() && elapsed() - lane.sentNanos() > timeoutNanos) {
          fail(lane, "timeout");
        }
      }
    }

    private void fail(Lane lane, String why) {
      if (lane.isBusy()) {
        ledger.failed(lane.index(), elapsed(), why);
      }
      drop(lane);
    }

    private void drop(Lane lane) {
      lane.close();
      lanes.remove(lane);
      free.remove(lane);
    }

    private long elapsed() {
      return System.nanoTime() - start;
    }
  }
}
