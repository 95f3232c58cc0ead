/** The port to what runs workloads: a container engine, or a simulation of one. */
@NullMarked
package io.gstacks.agent.runtime;

import org.jspecify.annotations.NullMarked;
