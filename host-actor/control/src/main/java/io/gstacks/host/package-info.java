/** Hosts of the fleet: who they are, what they can carry, and the line to each. */
@NullMarked
package io.gstacks.host;

import org.jspecify.annotations.NullMarked;
