/** The scheduler of a cluster, which negotiates with hosts. */
@NullMarked
package io.gstacks.scheduler.cluster;

import org.jspecify.annotations.NullMarked;
