package io.gstacks.bench.load;

import io.gstacks.bench.http.Response;
import io.gstacks.bench.report.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What became of each request of a schedule. Times are nanoseconds since the start. */
public final class Ledger {
  private final Schedule schedule;
  private final Instant start;
  private final long[] sent;
  private final long[] answered;
  private final String[] outcome;

  public Ledger(Schedule schedule, Instant start) {
    this.schedule = schedule;
    this.start = start;
    this.sent = new long[schedule.count()];
    this.answered = new long[schedule.count()];
    this.outcome = new String[schedule.count()];
    Arrays.fill(outcome, "unanswered");
  }

  void sent(int index, long nanos) {
    sent[index] = nanos;
  }

  void answered(int index, long nanos, Response response) {
    answered[index] = nanos;
    outcome[index] =
        response.status() == 201
            ? createdId(response.body()).orElse("no_id")
            : "http_" + response.status();
  }

  void failed(int index, long nanos, String why) {
    answered[index] = nanos;
    outcome[index] = why;
  }

  /** When the request was due, by the wall clock. */
  public Instant due(int index) {
    return start.plusNanos(schedule.dueNanos(index));
  }

  /** The ids that were created by the requests of this range. */
  public List<String> created(int from, int to) {
    return Arrays.stream(outcome, from, to).filter(Ledger::isId).toList();
  }

  /** How often each thing that is no created id happened. */
  public Map<String, Integer> errors(int from, int to) {
    Map<String, Integer> errors = new TreeMap<>();
    Arrays.stream(outcome, from, to)
        .filter(text -> !isId(text))
        .forEach(text -> errors.merge(text, 1, Integer::sum));
    return errors;
  }

  /** From when they were due to their answer, of those that were answered with an id. */
  public Samples latencies(int from, int to) {
    return Samples.of(
        accepted(from, to).mapToLong(index -> answered[index] - schedule.dueNanos(index)));
  }

  /** How late the generator itself sent: waits for a free connection and its own pauses. */
  public Samples lags(int from, int to) {
    return Samples.of(
        accepted(from, to).mapToLong(index -> sent[index] - schedule.dueNanos(index)));
  }

  private IntStream accepted(int from, int to) {
    return IntStream.range(from, to).filter(index -> isId(outcome[index]));
  }

  private static boolean isId(String outcome) {
    return outcome.startsWith("sbx_");
  }

  /** The first id of a sandbox in the answer: cheaper than a parser, a thousand times a second. */
  private static Optional<String> createdId(String body) {
    int label = body.indexOf("\"id\":\"sbx_");
    int from = label + "\"id\":\"".length();
    int to = body.indexOf('"', from);
    return label < 0 || to < 0 ? Optional.empty() : Optional.of(body.substring(from, to));
  }

  @Override
  public String toString() {
    return "Ledger" + new ArrayList<>(errors(0, schedule.count()).entrySet());
  }
}
