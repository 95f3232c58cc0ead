package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses how disk limits are held here: by loop devices, else by watching. */
public final class WorkspaceChoice {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceChoice.class);

  private WorkspaceChoice() {}

  public static Workspaces open(Path home, WorkspaceSettings settings) throws IOException {
    if (settings.loop()) {
      try {
        return LoopWorkspaces.open(home, settings);
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("error", e.getMessage())
            .log("no loop devices here: disk limits are watched, not enforced");
      }
    }
    return new DirectoryWorkspaces(home, settings);
  }
}
