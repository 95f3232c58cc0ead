package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.util.function.Supplier;

/** What the engine's answers mean in the words of the contract. */
final class EngineErrors {
  private EngineErrors() {}

  /** Asks the engine; whatever goes wrong comes out as a failure with a code. */
  static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (WorkFailedException known) {
      throw known;
    } catch (RuntimeException e) {
      throw translate(e);
    }
  }

  static WorkFailedException translate(RuntimeException e) {
    if (WorkFailedException.isDiskFull(e)) {
      return new WorkFailedException(Code.DISK_FULL, "the disk of the host is full", e);
    }
    return switch (e) {
      case NotFoundException gone ->
          new WorkFailedException(Code.NO_SUCH_WORKLOAD, message(gone), gone);
      case BadRequestException bad -> new WorkFailedException(Code.INVALID, message(bad), bad);
      case ConflictException conflict ->
          new WorkFailedException(Code.INTERNAL, message(conflict), conflict);
      case DockerException other -> new WorkFailedException(Code.INTERNAL, message(other), other);
      default ->
          new WorkFailedException(
              Code.RUNTIME_UNAVAILABLE, "the Docker Engine does not answer: " + root(e), e);
    };
  }

  /**
   * Whether the container can never start again: the engine was killed after it had made the
   * container's task in containerd and before it had noted that ("task ID: already exists"). Only
   * removing it helps. Seen with Docker 20.10.
   */
  static boolean isHalfStarted(WorkFailedException e) {
    var message = String.valueOf(e.getMessage());
    return message.startsWith("task ") && message.contains(": already exists");
  }

  /** The engine wraps its words in JSON, and docker-java in the status. */
  private static String message(DockerException e) {
    var text = String.valueOf(e.getMessage());
    var from = text.indexOf("{\"message\":\"");
    return from < 0
        ? text
        : text.substring(from + 12).replaceAll("\"}\\s*$", "").replace("\\\"", "\"").strip();
  }

  private static String root(Throwable e) {
    var root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
