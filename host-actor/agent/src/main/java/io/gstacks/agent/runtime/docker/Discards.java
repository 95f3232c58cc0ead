package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the containers of starts that failed. One that fell away with its engine may run once
 * that is back, while its sandbox is started elsewhere: the engine is then asked again. There are
 * never more of them than starts at one time.
 */
final class Discards {
  private static final Logger LOG = LoggerFactory.getLogger(Discards.class);

  private final Engine engine;
  private final Set<String> left = ConcurrentHashMap.newKeySet();

  Discards(Engine engine) {
    this.engine = engine;
  }

  void discard(String container) {
    left.add(container);
    try {
      engine.client().removeContainerCmd(container).withForce(true).exec();
      left.remove(container);
    } catch (NotFoundException gone) {
      left.remove(container);
    } catch (RuntimeException e) {
      LOG.atInfo()
          .addKeyValue("container", container)
          .addKeyValue("error", e.getMessage())
          .log("not removed; the engine is asked again when it is back");
    }
  }

  /** The engine is back. */
  void again() {
    Thread.ofVirtual().name("discard").start(() -> left.forEach(this::discard));
  }
}
