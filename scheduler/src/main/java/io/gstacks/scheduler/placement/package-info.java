/** Where a sandbox goes: pure functions of an index of hosts. No actors, no clock, no I/O. */
@NullMarked
package io.gstacks.scheduler.placement;

import org.jspecify.annotations.NullMarked;
