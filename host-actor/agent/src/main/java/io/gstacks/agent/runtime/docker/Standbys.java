package io.gstacks.agent.runtime.docker;

import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.runtime.ExecProcess;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standby shells of all containers. An exec by the engine takes some 60 ms, by one of these a
 * few; a command that finds none is the engine's, and has another made ready.
 */
final class Standbys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Standbys.class);
  private static final HexFormat HEX = HexFormat.of();

  private final Engine engine;
  private final EngineSocket socket;
  private final DockerSettings.Standby settings;
  private final Map<String, StandbyShelf> shelves = new ConcurrentHashMap<>();
  private final Semaphore turns;
  private final SecureRandom random = new SecureRandom();
  private final Executor now = work -> Thread.ofVirtual().name("standby").start(work);

  Standbys(Engine engine, EngineSocket socket, DockerSettings.Standby settings) {
    this.engine = engine;
    this.socket = socket;
    this.settings = settings;
    this.turns = new Semaphore(settings.concurrent());
  }

  /** Runs it where that can be done at once. */
  Optional<ExecProcess> exec(String container, Exec exec) {
    if (settings.most() == 0 || !StandbyLine.fits(exec)) {
      return Optional.empty();
    }
    var shelf = shelf(container);
    for (var shell = shelf.take(); shell.isPresent(); shell = shelf.take()) {
      try {
        var process = StandbyExec.run(shell.get(), exec, shelf::put);
        if (shelf.isEmpty()) {
          prepare(container, shelf, now);
        }
        return Optional.of(process);
      } catch (IOException gone) {
        shell.get().close();
      }
    }
    prepare(container, shelf, now);
    return Optional.empty();
  }

  private StandbyShelf shelf(String container) {
    return shelves.computeIfAbsent(container, _ -> new StandbyShelf(settings));
  }

  private String freshMark() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return HEX.formatHex(bytes);
  }

  /** It was started: soon there is a shell in it, when the start itself has had the processors. */
  void started(String container) {
    if (settings.most() > 0) {
      forget(container);
      var later =
          CompletableFuture.delayedExecutor(
              settings.after().toMillis(), TimeUnit.MILLISECONDS, now);
      prepare(container, shelf(container), later);
    }
  }

  private void prepare(String container, StandbyShelf shelf, Executor executor) {
    if (shelf.begin()) {
      executor.execute(() -> prepare(container, shelf));
    }
  }

  private void prepare(String container, StandbyShelf shelf) {
    try {
      turns.acquire();
      try {
        shelf.made(Standby.start(engine, socket, container, freshMark(), settings.patience()));
      } finally {
        turns.release();
      }
    } catch (WorkFailedException e) {
      LOG.debug("no standby shell in {}", container, e);
      shelf.failed(e.code() == Code.INVALID);
      if (e.code() == Code.NO_SUCH_WORKLOAD) {
        shelves.remove(container, shelf);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It ended, or is about to. */
  void forget(String container) {
    var shelf = shelves.remove(container);
    if (shelf != null) {
      shelf.close();
    }
  }

  /** The engine was away: their streams ended with it. */
  void forgetAll() {
    shelves.keySet().forEach(this::forget);
  }

  @Override
  public void close() {
    forgetAll();
  }
}
