/** The listener for agents: gRPC over TLS 1.3, and who may call what. */
@NullMarked
package io.gstacks.host.gateway;

import org.jspecify.annotations.NullMarked;
