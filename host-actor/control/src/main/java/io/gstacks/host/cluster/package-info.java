/** Clusters and the bootstrap tokens that let hosts into them. */
@NullMarked
package io.gstacks.host.cluster;

import org.jspecify.annotations.NullMarked;
