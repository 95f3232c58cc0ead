/** Which images there are. */
@NullMarked
package io.gstacks.http.image;

import org.jspecify.annotations.NullMarked;
