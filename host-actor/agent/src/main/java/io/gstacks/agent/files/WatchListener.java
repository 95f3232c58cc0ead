package io.gstacks.agent.files;

import io.gstacks.agent.protocol.FileEntry;
import io.gstacks.agent.protocol.FileEvent;

/** Whoever is told what happens in a directory. */
public interface WatchListener {
  /** From now on nothing is missed. */
  void begun(FileEntry directory);

  void happened(FileEvent event);
}
