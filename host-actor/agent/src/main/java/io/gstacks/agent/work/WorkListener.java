package io.gstacks.agent.work;

import io.gstacks.agent.protocol.WorkProgress;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;

/** Who is told of work. Called from virtual threads; must not block. */
public interface WorkListener {
  /** An order is answered; also once more for each repeat of it. */
  void finished(WorkResult result);

  void progress(WorkProgress progress);

  /** Something happened to a workload that no order asked for. */
  void happened(Workload workload);
}
