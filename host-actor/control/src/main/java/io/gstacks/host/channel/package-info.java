/** Byte streams to hosts, one gRPC stream each. */
@NullMarked
package io.gstacks.host.channel;

import org.jspecify.annotations.NullMarked;
