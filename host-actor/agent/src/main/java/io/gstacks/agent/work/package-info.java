/** Orders of the control plane: whether to follow them, and following them. */
@NullMarked
package io.gstacks.agent.work;

import org.jspecify.annotations.NullMarked;
