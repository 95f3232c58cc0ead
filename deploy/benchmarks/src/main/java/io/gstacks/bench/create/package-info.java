/** The bench of one create beside Docker's own API. */
@NullMarked
package io.gstacks.bench.create;

import org.jspecify.annotations.NullMarked;
