/** Sandboxes as the API shows them: created, listed, started, stopped, run commands in. */
@NullMarked
package io.gstacks.http.sandbox;

import org.jspecify.annotations.NullMarked;
