/** The one long-lived stream of a host: dialled, greeted, kept, replaced. */
@NullMarked
package io.gstacks.agent.stream;

import org.jspecify.annotations.NullMarked;
