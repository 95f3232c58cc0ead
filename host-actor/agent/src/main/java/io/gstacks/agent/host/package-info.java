/** One host put together: runtime, memory, work, channels, behind its stream. */
@NullMarked
package io.gstacks.agent.host;

import org.jspecify.annotations.NullMarked;
