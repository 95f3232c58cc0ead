/** The bench of memory and start times. */
@NullMarked
package io.gstacks.bench.footprint;

import org.jspecify.annotations.NullMarked;
