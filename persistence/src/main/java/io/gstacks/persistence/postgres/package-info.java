/** PostgreSQL: the embedded server, or one that is elsewhere, and the connections to it. */
@NullMarked
package io.gstacks.persistence.postgres;

import org.jspecify.annotations.NullMarked;
