/** Clusters and the bootstrap tokens that let hosts into them. */
@NullMarked
package io.gstacks.http.cluster;

import org.jspecify.annotations.NullMarked;
