package io.gstacks.persistence.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own: unpacked, initialised, locked, durable, supervised. It listens on
 * a loopback port, which stays the same while it is open, and asks for a password (SCRAM).
 *
 * <p>When its process dies it is started again, so that a pool's connections fail for a moment and
 * then work. When we die it lives on, and the next start adopts it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  static final String USER = "gstacks";
  static final String DATABASE = "gstacks";

  /** A server that held out so long was not one that dies at once: begin with a short pause. */
  private static final Duration STEADY = Duration.ofSeconds(10);

  /** Below the ports that the kernel gives to outgoing connections, so that none takes ours. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 10_000;

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private final PostgresSettings settings;
  private final DataDirectory directory;
  private final ServerProcess server;
  private final DatabaseAddress address;
  private final Thread supervisor;
  private volatile ProcessHandle process;
  private volatile boolean closing;

  private EmbeddedPostgres(
      PostgresSettings settings, DataDirectory directory, ServerProcess server, Running running) {
    this.settings = settings;
    this.directory = directory;
    this.server = server;
    this.address = running.address();
    this.process = running.process();
    this.supervisor =
        Thread.ofPlatform().name("postgres-supervisor").daemon().unstarted(this::supervise);
  }

  private record Running(ProcessHandle process, DatabaseAddress address) {}

  /** Starts or adopts the server of this directory; it answers queries when this returns. */
  public static EmbeddedPostgres start(PostgresSettings settings) {
    try {
      var user = ServerUser.of(settings.systemUser());
      var directory = DataDirectory.open(settings, user);
      try {
        var server = new ServerProcess(settings, directory, user);
        var running = adoptOrStart(settings, directory, server);
        var postgres = new EmbeddedPostgres(settings, directory, server, running);
        postgres.supervisor.start();
        return postgres;
      } catch (IOException | SQLException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new PostgresException("PostgreSQL does not start: " + e.getMessage(), e);
    }
  }

  /** The database of gstacks; other databases must not be on the server. */
  public DatabaseAddress address() {
    return address;
  }

  /** The server's process of this moment. */
  public long pid() {
    return process.pid();
  }

  /** Stops the server cleanly, so that the next start need not recover. */
  @Override
  public void close() {
    closing = true;
    supervisor.interrupt();
    server.stop(process);
    try {
      directory.close();
    } catch (IOException e) {
      throw new PostgresException("the lock of " + directory.path() + " stays", e);
    }
  }

  private static Running adoptOrStart(
      PostgresSettings settings, DataDirectory directory, ServerProcess server)
      throws IOException, SQLException {
    var left = Postmaster.leftBehind(directory);
    int port = left.isPresent() ? left.get().port() : freePort();
    var process = left.isPresent() ? left.get().process() : server.start(port);
    var password = directory.password();
    var maintenance = DatabaseAddress.loopback(port, "postgres", USER, password);
    try (var login = ServerLogin.await(maintenance, process, settings)) {
      login.requireDurable();
      if (left.isPresent()) {
        login.endOtherSessions(settings.stopTimeout());
        log.atInfo().addKeyValue("pid", process.pid()).log("adopted the PostgreSQL left behind");
      }
      login.ensureDatabase(DATABASE);
    } catch (SQLException | RuntimeException e) {
      if (left.isEmpty()) {
        server.stop(process);
      }
      throw e;
    }
    return new Running(process, maintenance.database(DATABASE));
  }

  /** Waits for the process to end, and starts the next, for as long as we are open. */
  private void supervise() {
    var pause = settings.restartPauseMin();
    try {
      while (!closing) {
        long since = System.nanoTime();
        awaitEnd();
        if (closing) {
          return;
        }
        log.atError().addKeyValue("pid", process.pid()).log("PostgreSQL died; it is started again");
        if (System.nanoTime() - since > STEADY.toNanos()) {
          pause = settings.restartPauseMin();
        }
        Thread.sleep(pause);
        pause = min(pause.multipliedBy(2), settings.restartPauseMax());
        if (!closing) {
          process = server.start(port());
        }
      }
    } catch (InterruptedException _) {
      // closing: there is nothing more to watch
    }
  }

  /**
   * {@link ProcessHandle#onExit} would do for a child; for one that was adopted it looks ever more
   * seldom, in the end each 5 s.
   */
  private void awaitEnd() throws InterruptedException {
    while (process.isAlive()) {
      Thread.sleep(settings.watchEvery());
    }
  }

  private int port() {
    return Integer.parseInt(address.url().replaceAll(".*:(\\d+)/.*", "$1"));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  static int freePort() {
    for (int attempt = 0; attempt < PORTS; attempt++) {
      int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException _) {
        // taken: another one
      }
    }
    throw new PostgresException("no loopback port is free");
  }
}
