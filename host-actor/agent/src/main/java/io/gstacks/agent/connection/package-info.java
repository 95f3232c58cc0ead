/** How a client of the control plane is made: address, TLS 1.3, keep-alive. */
@NullMarked
package io.gstacks.agent.connection;

import org.jspecify.annotations.NullMarked;
