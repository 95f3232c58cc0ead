/**
 * {@code gstacks-agent}: the process on a host that does the work which the control plane orders.
 */
@NullMarked
package io.gstacks.agent;

import org.jspecify.annotations.NullMarked;
