/** Docker's own API: the peer of what gstacks is measured against. */
@NullMarked
package io.gstacks.bench.docker;

import org.jspecify.annotations.NullMarked;
