/** Who wants to be woken when, and the waking. */
@NullMarked
package io.gstacks.persistence.wakeup;

import org.jspecify.annotations.NullMarked;
