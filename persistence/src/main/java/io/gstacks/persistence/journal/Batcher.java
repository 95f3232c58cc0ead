package io.gstacks.persistence.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * Does jobs together: while a batch is under way the next ones gather, so the busier the database,
 * the larger its transactions and the cheaper each job. An idle one is done at once.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
final class Batcher<Q, A> {
  private final String name;
  private final int batchSize;
  private final BlockingQueue<Job<Q, A>> queue;
  private final Work<Q, A> work;
  private final List<Thread> workers = new ArrayList<>();

  /** A question and the promise of its answer. */
  record Job<Q, A>(Q question, CompletableFuture<A> answer) {}

  /** Answers every job of a batch; what it throws fails those that it has not yet answered. */
  @FunctionalInterface
  interface Work<Q, A> {
    void on(List<Job<Q, A>> batch) throws Exception;
  }

  Batcher(String name, int threads, int capacity, int batchSize, Work<Q, A> work) {
    this.name = name;
    this.batchSize = batchSize;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.work = work;
    for (int i = 0; i < threads; i++) {
      workers.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(this::run));
    }
  }

  /** A full queue fails the job: its sender tries again later, with fewer at a time. */
  CompletionStage<A> submit(Q question) {
    var job = new Job<Q, A>(question, new CompletableFuture<>());
    if (!queue.offer(job)) {
      job.answer().completeExceptionally(new RejectedExecutionException(name + " is full"));
    }
    return job.answer();
  }

  void close() {
    workers.forEach(Thread::interrupt);
    var left = new ArrayList<Job<Q, A>>();
    queue.drainTo(left);
    fail(left, new RejectedExecutionException(name + " is closed"));
  }

  private void run() {
    var batch = new ArrayList<Job<Q, A>>(batchSize);
    while (true) {
      try {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, batchSize - 1);
      } catch (InterruptedException _) {
        return;
      }
      try {
        work.on(List.copyOf(batch));
      } catch (Exception e) {
        fail(batch, e);
      }
    }
  }

  private static <Q, A> void fail(List<Job<Q, A>> jobs, Exception failure) {
    jobs.forEach(job -> job.answer().completeExceptionally(failure));
  }
}
