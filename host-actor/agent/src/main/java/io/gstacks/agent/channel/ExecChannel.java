package io.gstacks.agent.channel;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.Exit;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.runtime.ExecProcess;
import io.gstacks.agent.runtime.WorkFailedException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command in a sandbox, which starts while its line is being opened. It ends with its process;
 * when its time is up, or when the one who asked has gone, everything that it started ends too.
 */
final class ExecChannel implements ChannelWork {
  private static final Logger LOG = LoggerFactory.getLogger(ExecChannel.class);
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365);

  private final ContainerRuntime runtime;
  private final Workload workload;
  private final Exec exec;
  private final CompletableFuture<ExecProcess> started = new CompletableFuture<>();

  ExecChannel(ContainerRuntime runtime, Workload workload, Exec exec) {
    this.runtime = runtime;
    this.workload = workload;
    this.exec = exec;
  }

  @Override
  public void begin() {
    Thread.ofVirtual().name("exec-start").start(this::start);
  }

  private void start() {
    try {
      started.complete(runtime.exec(workload, exec));
    } catch (RuntimeException e) {
      started.completeExceptionally(e);
    }
  }

  @Override
  public void abandon() {
    var _ =
        started.thenAcceptAsync(
            process -> {
              try (process) {
                process.kill();
              } catch (IOException e) {
                LOG.debug("a command that nobody waits for", e);
              }
            },
            work -> Thread.ofVirtual().name("exec-abandon").start(work));
  }

  private ExecProcess process() throws IOException {
    try {
      return started.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkFailedException known) {
        throw known;
      }
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public Exit serve(ChannelLine line) throws IOException {
    var ended = new CountDownLatch(1);
    var timedOut = new AtomicBoolean();
    try (var process = process()) {
      var input = Thread.ofVirtual().name("exec-input").start(() -> input(line, process, ended));
      if (exec.getTimeoutMillis() != 0) {
        Thread.ofVirtual().name("exec-timeout").start(() -> killInTime(process, ended, timedOut));
      }
      try {
        Output.carry(process, line);
        return Exit.newBuilder().setCode(process.exitCode()).setTimedOut(timedOut.get()).build();
      } catch (IOException e) {
        process.kill(); // nobody listens any more
        throw e;
      } finally {
        ended.countDown();
        input.interrupt();
      }
    }
  }

  /** Waits for the end; when the time-out comes first, says so and kills. */
  private void killInTime(ExecProcess process, CountDownLatch ended, AtomicBoolean timedOut) {
    try {
      var millis = Math.min(exec.getTimeoutMillis(), LONGEST_MILLIS);
      if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
        timedOut.set(true);
        process.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void input(ChannelLine line, ExecProcess process, CountDownLatch ended) {
    for (var frame = line.receive(); frame.isPresent(); frame = line.receive()) {
      try {
        take(frame.get(), process);
      } catch (IOException | WorkFailedException e) {
        LOG.atDebug().addKeyValue("error", e.getMessage()).log("a command did not take this");
      }
    }
    if (ended.getCount() > 0) {
      process.kill(); // who asked for it has gone
    }
  }

  private static void take(ChannelFrame frame, ExecProcess process) throws IOException {
    switch (frame.getFrameCase()) {
      case STDIN -> process.write(frame.getStdin());
      case STDIN_END -> process.endInput();
      case RESIZE -> process.resize(frame.getResize().getRows(), frame.getResize().getColumns());
      case SIGNAL -> process.signal(frame.getSignal());
      case ATTACH,
          STDOUT,
          STDERR,
          EXIT,
          ERROR,
          FILES_REPLY,
          FRAME_NOT_SET -> {} // not said to an agent
    }
  }
}
