/** Where a sandbox keeps its files on the host, and how its disk limit is held. */
@NullMarked
package io.gstacks.agent.workspace;

import org.jspecify.annotations.NullMarked;
