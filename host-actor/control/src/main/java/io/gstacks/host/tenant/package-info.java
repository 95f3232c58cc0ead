/** Tenants and their API keys. */
@NullMarked
package io.gstacks.host.tenant;

import org.jspecify.annotations.NullMarked;
