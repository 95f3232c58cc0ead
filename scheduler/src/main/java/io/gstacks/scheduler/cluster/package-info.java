/** The schedulers of clusters: what hosts say, what sandboxes ask, and the negotiation between. */
@NullMarked
package io.gstacks.scheduler.cluster;

import org.jspecify.annotations.NullMarked;
