/** The pure core of placement: an index, filters, scores, an explanation. */
@NullMarked
package io.gstacks.scheduler.placement;

import org.jspecify.annotations.NullMarked;
