/** Tenants, their API keys, and who is asking. */
@NullMarked
package io.gstacks.http.tenant;

import org.jspecify.annotations.NullMarked;
