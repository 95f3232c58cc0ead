/** Secrets at rest. */
@NullMarked
package io.gstacks.persistence.sealed;

import org.jspecify.annotations.NullMarked;
