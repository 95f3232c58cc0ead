/** One sandbox's life: its rules, its entity, its rows. */
@NullMarked
package io.gstacks.scheduler.sandbox;

import org.jspecify.annotations.NullMarked;
