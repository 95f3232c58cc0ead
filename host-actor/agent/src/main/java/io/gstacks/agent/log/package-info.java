/** The agent's own operational log: JSON lines on stdout, and a ring to look back into. */
@NullMarked
package io.gstacks.agent.log;

import org.jspecify.annotations.NullMarked;
