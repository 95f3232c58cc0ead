package io.gstacks.persistence.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/** The hint of this node's journal that it has just written: the feed then looks at once. */
public final class JournalWritten implements Extension {
  private static final Id ID = new Id();

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private JournalWritten() {}

  public static JournalWritten get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  /** It is called after every batch, on the writer's thread, and must return at once. */
  public void whenWritten(Runnable listener) {
    listeners.add(listener);
  }

  public void forget(Runnable listener) {
    listeners.remove(listener);
  }

  void written() {
    listeners.forEach(Runnable::run);
  }

  private static final class Id extends AbstractExtensionId<JournalWritten> {
    @Override
    public JournalWritten createExtension(ExtendedActorSystem system) {
      return new JournalWritten();
    }
  }
}
