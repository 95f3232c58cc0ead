/** Workloads as hardened containers of a Docker Engine. */
@NullMarked
package io.gstacks.agent.runtime.docker;

import org.jspecify.annotations.NullMarked;
