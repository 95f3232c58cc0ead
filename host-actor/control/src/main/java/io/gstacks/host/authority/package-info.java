/** The installation's certificate authority: who may speak, and how each side proves it. */
@NullMarked
package io.gstacks.host.authority;

import org.jspecify.annotations.NullMarked;
