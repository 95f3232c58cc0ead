/** {@code Idempotency-Key}: the same request is done once, and answered alike, for a day. */
@NullMarked
package io.gstacks.http.idempotency;

import org.jspecify.annotations.NullMarked;
