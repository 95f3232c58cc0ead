/** The benchmarks: each package below measures one thing; what they share stands beside them. */
@NullMarked
package io.gstacks.bench;

import org.jspecify.annotations.NullMarked;
