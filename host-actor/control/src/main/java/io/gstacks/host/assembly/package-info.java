/** Where this module is put together. */
@NullMarked
package io.gstacks.host.assembly;

import org.jspecify.annotations.NullMarked;
