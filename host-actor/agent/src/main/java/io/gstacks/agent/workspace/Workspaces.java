package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The workspaces of a host: one directory for each sandbox, which survives stop and goes with
 * purge. Nothing here ever looks inside one by a path that the sandbox could have changed.
 */
public interface Workspaces {
  /**
   * Makes sure that the workspace is there and mounted, and answers the directory to hand in. A
   * workspace that exists keeps the size it was made with.
   */
  Path open(String sandboxId, long diskMib) throws IOException;

  /** Unmounts it where it was mounted; its files stay. */
  void close(String sandboxId) throws IOException;

  /** Deletes it with everything inside. */
  void purge(String sandboxId) throws IOException;

  /** Gives back what was made ready for workspaces to come: for who opens no more of them. */
  void release() throws IOException;

  /** What all of them take on the host's disk; sparse files count for what they hold. */
  long heldBytes() throws IOException;

  /** The word for placement: how its disk limit is held. */
  String trait();
}
