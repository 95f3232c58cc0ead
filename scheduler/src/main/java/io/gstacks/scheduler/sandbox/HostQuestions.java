package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.scheduler.sandbox.Rediscovery.Verdict;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a host's question comes to, whether this sandbox is its: the rules of {@link Rediscovery} as
 * the next step of the entity, which has to find something out before it answers some of them.
 */
final class HostQuestions {
  /** What to do about a question. */
  sealed interface Step {
    /** What the host is told, once {@code events} are stored. */
    record Answer(Claim claim, Optional<String> why, List<SandboxEvent> events) implements Step {
      public Answer {
        events = List.copyOf(events);
      }
    }

    /** Another host is looked at first: {@code then} is the question with what was seen. */
    record LookAt(HostId host, Function<HostPresence, SandboxCommand> then) implements Step {}

    /** It counts as running here: a {@link Check} tells whether it does. */
    record Try(Life life) implements Step {}
  }

  private HostQuestions() {}

  static Step rediscovered(
      Sandbox sandbox, SandboxCommand.Rediscovered asked, LifecycleSettings settings, Instant now) {
    return switch (Rediscovery.judge(
        sandbox, asked.host(), asked.cluster(), asked.workload(), settings, now)) {
      case Verdict.Answered answered -> answer(answered);
      case Verdict.DependsOn(var recorded) ->
          new Step.LookAt(
              recorded,
              presence ->
                  new SandboxCommand.RediscoveryChecked(
                      asked.meta(),
                      asked.host(),
                      asked.cluster(),
                      asked.workload(),
                      presence != HostPresence.CONNECTED,
                      asked.replyTo()));
    };
  }

  static Step rediscoveryChecked(
      Sandbox sandbox,
      SandboxCommand.RediscoveryChecked asked,
      LifecycleSettings settings,
      Instant now) {
    return answer(
        Rediscovery.judge(
            sandbox,
            asked.host(),
            asked.cluster(),
            asked.workload(),
            asked.recordedIsAway(),
            settings,
            now));
  }

  static Step holds(Sandbox sandbox, SandboxCommand.Holds asked) {
    var claim = Rediscovery.holds(sandbox, asked.host(), asked.attempt());
    return claim == Claim.OURS && sandbox instanceof Life life && life.status() == Status.RUNNING
        ? new Step.Try(life)
        : new Step.Answer(claim, Optional.empty(), List.of());
  }

  private static Step answer(Verdict.Answered verdict) {
    return new Step.Answer(verdict.claim(), verdict.why(), verdict.events());
  }
}
