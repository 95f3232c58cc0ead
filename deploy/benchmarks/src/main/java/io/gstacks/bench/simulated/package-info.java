/** The bench of many creates on a simulated fleet. */
@NullMarked
package io.gstacks.bench.simulated;

import org.jspecify.annotations.NullMarked;
