/** Secrets on their way into the journal and out of it. */
@NullMarked
package io.gstacks.http.vault;

import org.jspecify.annotations.NullMarked;
