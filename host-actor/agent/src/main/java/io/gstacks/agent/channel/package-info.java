/** Byte streams that the control plane asks for: commands, logs. */
@NullMarked
package io.gstacks.agent.channel;

import org.jspecify.annotations.NullMarked;
