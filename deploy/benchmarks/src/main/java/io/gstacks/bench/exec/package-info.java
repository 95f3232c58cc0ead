/** The bench of commands in a running sandbox. */
@NullMarked
package io.gstacks.bench.exec;

import org.jspecify.annotations.NullMarked;
