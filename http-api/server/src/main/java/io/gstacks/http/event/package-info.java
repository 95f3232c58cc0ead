/** The journal as a stream of events, each tenant its own. */
@NullMarked
package io.gstacks.http.event;

import org.jspecify.annotations.NullMarked;
