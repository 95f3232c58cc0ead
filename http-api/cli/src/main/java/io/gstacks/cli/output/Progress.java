package io.gstacks.cli.output;

import java.io.PrintStream;

/**
 * One line on standard error that says what is waited for, rewritten as it changes. Only a terminal
 * gets it; the line is gone when the wait is over, also when Ctrl-C ends it.
 */
public final class Progress implements AutoCloseable {
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean shown;
  private final Thread eraser;

  public Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.shown = terminal;
    this.eraser = new Thread(() -> print(ERASE));
    if (shown) {
      Runtime.getRuntime().addShutdownHook(eraser);
    }
  }

  public void say(String what) {
    if (shown) {
      print(ERASE + Cells.plain(what));
    }
  }

  private void print(String text) {
    err.print(text);
    err.flush();
  }

  @Override
  public void close() {
    if (shown) {
      Runtime.getRuntime().removeShutdownHook(eraser);
      print(ERASE);
    }
  }
}
