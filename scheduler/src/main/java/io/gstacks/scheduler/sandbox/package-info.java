/** One sandbox: its rules, its entity, how it is stored and listed. */
@NullMarked
package io.gstacks.scheduler.sandbox;

import org.jspecify.annotations.NullMarked;
