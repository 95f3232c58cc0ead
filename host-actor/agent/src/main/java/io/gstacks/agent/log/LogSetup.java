package io.gstacks.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * How the agent logs: JSON lines on stdout, and the ring. In code and not in {@code logback.xml},
 * for reading that brings a whole XML parser into a process that should be small. A {@code
 * logback-test.xml} on the class path is read instead.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final Map<String, Level> OTHERS =
      Map.of(
          "com.github.dockerjava", Level.WARN,
          "com.github.dockerjava.api.async", Level.OFF, // it is told where it is understood
          "org.apache.pekko", Level.WARN);

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (LogSetup.class.getResource("/logback-test.xml") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(System.getenv("GSTACKS_AGENT_LOG_LEVEL"), Level.INFO));
    OTHERS.forEach((name, level) -> context.getLogger(name).setLevel(level));
    root.addAppender(started(stdout(context), context));
    root.addAppender(started(new RingAppender(), context));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Appender<ILoggingEvent> stdout(LoggerContext context) {
    var encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.start();
    var stdout = new ConsoleAppender<ILoggingEvent>();
    stdout.setEncoder(encoder);
    return stdout;
  }

  private static Appender<ILoggingEvent> started(
      Appender<ILoggingEvent> appender, LoggerContext context) {
    appender.setContext(context);
    appender.start();
    return appender;
  }
}
