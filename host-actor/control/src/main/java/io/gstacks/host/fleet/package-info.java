/** The host entity: identity, connection epoch, capacity, reservations. */
@NullMarked
package io.gstacks.host.fleet;

import org.jspecify.annotations.NullMarked;
