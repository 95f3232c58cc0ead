package io.gstacks.agent.work;

import io.gstacks.agent.protocol.Cleanup;
import io.gstacks.agent.protocol.CleanupItem;
import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.protocol.WorkFailure;
import io.gstacks.agent.protocol.WorkProgress;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.Steps;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import io.gstacks.agent.state.AgentMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows orders: those of one sandbox in turn, those of different sandboxes side by side up to a
 * bound. Every order gets one answer, which is on disk before it is told.
 */
public final class WorkExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(WorkExecutor.class);

  private final AgentMemory memory;
  private final Lanes lanes;
  private final Orders orders;
  private final WorkListener listener;
  private final Turns turns;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  public WorkExecutor(
      ContainerRuntime runtime,
      AgentMemory memory,
      Lanes lanes,
      WorkSettings settings,
      WorkListener listener) {
    this.memory = memory;
    this.lanes = lanes;
    this.orders = new Orders(runtime, memory, settings.maxGrace());
    this.listener = listener;
    this.turns = new Turns(settings);
  }

  /** Takes an order and returns at once. A repeat of one under way is answered by that one. */
  public void accept(Work work) {
    if (!underWay.add(work.getCommandId())) {
      return;
    }
    var deadline = Deadline.in(Duration.ofMillis(remaining(work)));
    if (!lanes.submit(work.getSandboxId(), () -> perform(work, deadline))) {
      underWay.remove(work.getCommandId());
      var full = new WorkFailedException(Code.INTERNAL, "too many orders wait on this host");
      var failure = full.leaving(memory.fence(work.getSandboxId()).isKnown()).toFailure();
      listener.finished(answer(work).setFailure(failure).build());
    }
  }

  /** Removes what must be gone before Welcome. */
  public CompletableFuture<Void> cleanUp(Cleanup cleanup) {
    return CompletableFuture.allOf(
        cleanup.getItemsList().stream().map(this::cleanUp).toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> cleanUp(CleanupItem item) {
    var done = new CompletableFuture<Void>();
    var taken =
        lanes.submit(
            item.getSandboxId(),
            () -> {
              try {
                orders.cleanUp(item);
                LOG.atInfo()
                    .addKeyValue("sandbox_id", item.getSandboxId())
                    .addKeyValue("up_to_generation", item.getUpToGeneration())
                    .log("stale workload removed");
                done.complete(null);
              } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    if (!taken) {
      done.completeExceptionally(new IOException("too many orders wait on this host"));
    }
    return done;
  }

  private void perform(Work work, Deadline deadline) {
    try {
      switch (WorkRules.judge(
          work, memory.result(work.getCommandId()), memory.fence(work.getSandboxId()))) {
        case WorkRules.Verdict.Repeat(var result) -> listener.finished(result);
        case WorkRules.Verdict.Refuse(var failure) ->
            tell(work, answer(work).setFailure(failure).build());
        case WorkRules.Verdict.Follow follow -> tell(work, follow(work, follow, deadline));
      }
    } finally {
      underWay.remove(work.getCommandId());
    }
  }

  private WorkResult follow(Work work, WorkRules.Verdict.Follow verdict, Deadline deadline) {
    var steps = new Steps((step, detail) -> progress(work, step, detail));
    var result = answer(work);
    try {
      result.setWorkload(inTurn(work, verdict, deadline, steps));
    } catch (WorkFailedException e) {
      result.setFailure(e.toFailure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.setFailure(unknown("the agent is leaving"));
    } catch (IOException | RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("sandbox_id", work.getSandboxId()).log("work failed");
      result.setFailure(unknown(String.valueOf(e)));
    }
    return result.putAllStepMillis(steps.millis()).build();
  }

  /** How far it came is not known. */
  private static WorkFailure unknown(String message) {
    return new WorkFailedException(Code.INTERNAL, message).leaving(true).toFailure();
  }

  private Workload inTurn(
      Work work, WorkRules.Verdict.Follow verdict, Deadline deadline, Steps steps)
      throws IOException, InterruptedException {
    try (var turn = turns.take(work, deadline).orElseThrow(() -> tooLate(verdict))) {
      if (turn.waitedMillis() > 0) {
        steps.say("wait", "waited " + turn.waitedMillis() + " ms for its turn");
      }
      fence(work, verdict);
      return orders.follow(work, verdict.knownHere(), deadline, steps);
    }
  }

  private static WorkFailedException tooLate(WorkRules.Verdict.Follow verdict) {
    return new WorkFailedException(Code.DEADLINE, "its turn did not come before the deadline")
        .leaving(verdict.knownHere());
  }

  private void fence(Work work, WorkRules.Verdict.Follow verdict) {
    try {
      memory.fence(work.getSandboxId(), verdict.fence());
    } catch (IOException e) {
      throw WorkFailedException.ofDisk("the agent's disk", e).leaving(verdict.knownHere());
    }
  }

  /** An answer that could not be kept is told all the same: every order may be followed twice. */
  private void tell(Work work, WorkResult result) {
    try {
      memory.keep(result);
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("command_id", work.getCommandId())
          .addKeyValue("error", e.getMessage())
          .log("a result could not be kept on disk");
    }
    log(work, result);
    listener.finished(result);
  }

  private static void log(Work work, WorkResult result) {
    var line =
        (result.hasFailure() ? LOG.atWarn() : LOG.atInfo())
            .addKeyValue("order", work.getOrderCase().name().toLowerCase(Locale.ROOT))
            .addKeyValue("sandbox_id", work.getSandboxId())
            .addKeyValue("generation", work.getGeneration())
            .addKeyValue("steps_ms", result.getStepMillisMap());
    if (result.hasFailure()) {
      line.addKeyValue("code", result.getFailure().getCode())
          .addKeyValue("error", result.getFailure().getMessage())
          .log("work failed");
    } else {
      line.log("work done");
    }
  }

  private void progress(Work work, String step, String detail) {
    listener.progress(
        WorkProgress.newBuilder()
            .setCommandId(work.getCommandId())
            .setSandboxId(work.getSandboxId())
            .setStep(step)
            .setDetail(detail)
            .build());
  }

  private static WorkResult.Builder answer(Work work) {
    return WorkResult.newBuilder()
        .setCommandId(work.getCommandId())
        .setSandboxId(work.getSandboxId())
        .setGeneration(work.getGeneration());
  }

  private static long remaining(Work work) {
    return Math.min(work.getRemainingMillis(), TimeUnit.DAYS.toMillis(1));
  }
}
