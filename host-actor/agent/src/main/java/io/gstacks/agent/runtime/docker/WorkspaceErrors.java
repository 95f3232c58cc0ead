package io.gstacks.agent.runtime.docker;

import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.io.IOException;

/** What goes wrong with a workspace, as a result tells it. */
final class WorkspaceErrors {
  private WorkspaceErrors() {}

  @FunctionalInterface
  interface Question<T> {
    T ask() throws IOException;
  }

  @FunctionalInterface
  interface Order {
    void give() throws IOException;
  }

  static <T> T asking(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw WorkFailedException.ofDisk("the workspace", e);
    } catch (IllegalArgumentException e) {
      throw new WorkFailedException(Code.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  static void telling(Order order) {
    asking(() -> {
      order.give();
      return true;
    });
  }
}
