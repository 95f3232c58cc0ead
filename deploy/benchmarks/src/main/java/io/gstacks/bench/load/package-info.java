/** An open-loop generator: offers requests at a fixed rate, and remembers what became of them. */
@NullMarked
package io.gstacks.bench.load;

import org.jspecify.annotations.NullMarked;
