/** The node-local end of each agent's stream, fenced by its epoch. */
@NullMarked
package io.gstacks.host.session;

import org.jspecify.annotations.NullMarked;
