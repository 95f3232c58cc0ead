package io.gstacks.agent.workspace;

import com.typesafe.config.Config;
import java.time.Duration;

/** How workspaces are made. */
public record WorkspaceSettings(
    int owner,
    long defaultMib,
    int prepared,
    Duration prepareAfter,
    int reservePercent,
    boolean loop,
    Duration watch) {

  public WorkspaceSettings {
    if (owner < 0) {
      throw new IllegalArgumentException("workspace.owner is a user id");
    }
    if (defaultMib < LoopDisk.LEAST_MIB) {
      throw new IllegalArgumentException("workspace.default-mib is at least " + LoopDisk.LEAST_MIB);
    }
    if (prepared < 0) {
      throw new IllegalArgumentException("workspace.prepared is not negative");
    }
    if (prepareAfter.isNegative()) {
      throw new IllegalArgumentException("workspace.prepare-after is not negative");
    }
    if (reservePercent < 0 || reservePercent > 50) {
      throw new IllegalArgumentException("workspace.reserve-percent is between 0 and 50");
    }
    if (watch.isNegative() || watch.isZero()) {
      throw new IllegalArgumentException("workspace.watch is positive");
    }
  }

  public static WorkspaceSettings from(Config config) {
    return new WorkspaceSettings(
        config.getInt("owner"),
        config.getLong("default-mib"),
        config.getInt("prepared"),
        config.getDuration("prepare-after"),
        config.getInt("reserve-percent"),
        config.getBoolean("loop"),
        config.getDuration("watch"));
  }
}
