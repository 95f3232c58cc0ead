/** What a host is and how it fares, read from {@code /proc}. */
@NullMarked
package io.gstacks.agent.telemetry;

import org.jspecify.annotations.NullMarked;
