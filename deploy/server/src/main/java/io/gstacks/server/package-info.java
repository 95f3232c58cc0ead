/** The assembly: one process out of the modules, and nothing that is not wiring. */
@NullMarked
package io.gstacks.server;

import org.jspecify.annotations.NullMarked;
