package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A container from its making to its removal. A failure tells whether something of it may be left
 * behind, for an engine may fall away between any two steps.
 */
final class Lifecycle {
  private final Engine engine;
  private final Containers containers;
  private final Standbys standbys;
  private final EngineDisk disk;

  Lifecycle(Engine engine, Containers containers, Standbys standbys) {
    this.engine = engine;
    this.containers = containers;
    this.standbys = standbys;
    this.disk = new EngineDisk(engine);
  }

  /** An engine that falls away meanwhile may have made it all the same. */
  String create(CreateContainerCmd create) {
    try {
      return EngineErrors.asking(create::exec).getId();
    } catch (WorkFailedException e) {
      throw e.leaving(e.code() == Code.RUNTIME_UNAVAILABLE);
    }
  }

  /** Removes a container whose first start failed, and says why there is none. */
  WorkFailedException givenUp(String container, WorkFailedException why) {
    discard(container);
    return disk.explain(why);
  }

  Workload start(String container, Deadline deadline) {
    deadline.check();
    try {
      EngineErrors.asking(() -> {
        try {
          return engine.client().startContainerCmd(container).exec();
        } catch (NotModifiedException running) {
          return null;
        }
      });
    } catch (WorkFailedException e) {
      throw EngineErrors.isHalfStarted(e) ? removedInstead(container, e) : e;
    }
    var workload = existing(container);
    standbys.started(container);
    return workload;
  }

  private WorkFailedException removedInstead(String container, WorkFailedException why) {
    discard(container);
    return new WorkFailedException(
        Code.NO_SUCH_WORKLOAD,
        "the engine was killed while it started the container, which was removed",
        why);
  }

  /** What cannot be removed now may yet run, which matters more than why it failed. */
  private void discard(String container) {
    try {
      remove(container);
    } catch (WorkFailedException e) {
      throw disk.explain(e).leaving(true);
    }
  }

  Workload stop(String container, Duration grace) {
    standbys.forget(container);
    var seconds = Math.toIntExact((grace.toMillis() + 999) / 1_000);
    EngineErrors.asking(() -> {
      try {
        return engine.client().stopContainerCmd(container).withTimeout(seconds).exec();
      } catch (NotModifiedException stopped) {
        return null;
      }
    });
    return existing(container);
  }

  void remove(String container) {
    standbys.forget(container);
    EngineErrors.asking(() -> removed(container));
  }

  private @Nullable Void removed(String container) {
    try {
      return engine
          .client()
          .removeContainerCmd(container)
          .withForce(true)
          .withRemoveVolumes(true)
          .exec();
    } catch (NotFoundException gone) {
      return null;
    }
  }

  Workload existing(String container) {
    return containers
        .inspect(container)
        .orElseThrow(() ->
            new WorkFailedException(
                Code.NO_SUCH_WORKLOAD, "the container " + container + " is gone"));
  }
}
