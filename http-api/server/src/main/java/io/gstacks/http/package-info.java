/** The HTTP edge: JSON in, commands out, replies to status codes. No domain rule lives here. */
@NullMarked
package io.gstacks.http;

import org.jspecify.annotations.NullMarked;
