package io.gstacks.agent.runtime.docker;

import java.io.IOException;

/** The engine answered a stream's request with a status that is not the expected one. */
final class EngineRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  EngineRefusedException(int status, String answer) {
    super(answer.substring(answer.lastIndexOf('\n') + 1));
    this.status = status;
  }

  int status() {
    return status;
  }
}
