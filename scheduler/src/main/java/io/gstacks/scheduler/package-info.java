/** Sandboxes and where they go. */
@NullMarked
package io.gstacks.scheduler;

import org.jspecify.annotations.NullMarked;
