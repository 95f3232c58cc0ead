/** Thousands of simulated hosts in one process, over the real contract. */
@NullMarked
package io.gstacks.agent.fleet;

import org.jspecify.annotations.NullMarked;
