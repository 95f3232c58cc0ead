/** Byte streams of agents as HTTP shows them: text, events, one document. */
@NullMarked
package io.gstacks.http.channel;

import org.jspecify.annotations.NullMarked;
