/** Secret values as they are stored: encrypted under a key of their tenant. */
@NullMarked
package io.gstacks.persistence.sealed;

import org.jspecify.annotations.NullMarked;
