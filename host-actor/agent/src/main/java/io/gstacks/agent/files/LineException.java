package io.gstacks.agent.files;

import java.io.IOException;

/** The other side has gone: nothing in the sandbox is to blame. */
public final class LineException extends IOException {
  private static final long serialVersionUID = 1;

  public LineException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
