/** Workloads in memory: for load, and for faults on demand. */
@NullMarked
package io.gstacks.agent.runtime.simulated;

import org.jspecify.annotations.NullMarked;
