/** What the machine and its processes do: CPU, memory, disk. */
@NullMarked
package io.gstacks.bench.machine;

import org.jspecify.annotations.NullMarked;
