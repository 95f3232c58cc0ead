package io.gstacks.http.operate;

import java.util.Map;

/** Figures of the whole installation, for {@code /metrics}. Each call may block. */
public interface Figures {
  Map<String, Long> sandboxesByStatus();

  long connectedHosts();

  /** How far the read tables are behind the journal. */
  double feedLagSeconds();
}
