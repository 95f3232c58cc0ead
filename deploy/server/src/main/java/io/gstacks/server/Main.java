package io.gstacks.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code gstacks-server HOME}: the control plane as one process.
 *
 * <p>Exit codes: 143 told to stop by SIGTERM, 1 could not start (one line says why), 2 wrong words,
 * 3 had to end itself (its database became another one).
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final String USAGE =
      """
      gstacks-server HOME
        Runs the control plane. HOME is the directory that holds all its state.
        Settings: GSTACKS_HTTP_ADDR (127.0.0.1:8080), GSTACKS_GRPC_ADDR (127.0.0.1:9443),
        GSTACKS_DATABASE_URL (an embedded PostgreSQL), and every gstacks.* setting of the
        reference.conf files as GSTACKS_*.
        Example: gstacks-server /var/lib/gstacks
      """;

  private Main() {}

  public static void main(String[] args) {
    if (args.length != 2 || !args[0].equals("gstacks-server") || args[1].startsWith("-")) {
      System.err.print(USAGE);
      System.exit(args.length > 1 && args[1].equals("--help") ? 0 : 2);
    }
    System.exit(run(Path.of(args[1])));
  }

  private static int run(Path home) {
    var told = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    try (var controlPlane = ControlPlane.start(config(home))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(told, ended), "told-to-stop"));
      controlPlane.mustEnd().thenRun(told::countDown);
      told.await();
      return controlPlane.mustEnd().toCompletableFuture().isDone() ? 3 : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (ConfigException | IllegalArgumentException e) {
      LOG.atError().addKeyValue("reason", e.getMessage()).log("a setting is wrong; not started");
      return 1;
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("not started");
      return 1;
    } finally {
      ended.countDown();
    }
  }

  private static Config config(Path home) {
    return ConfigFactory.load(
        ConfigFactory.parseResources("application.conf")
            .withValue(
                "gstacks.home",
                ConfigValueFactory.fromAnyRef(home.toAbsolutePath().normalize().toString()))
            .withFallback(ConfigFactory.defaultOverrides()));
  }

  /** The JVM is ending: the main thread closes everything while this hook holds the door. */
  private static void leave(CountDownLatch told, CountDownLatch ended) {
    told.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
