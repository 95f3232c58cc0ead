/** The command behind {@code deploy/bench}: runs benches and prints what they found. */
@NullMarked
package io.gstacks.bench.command;

import org.jspecify.annotations.NullMarked;
