/** The lock that keeps two agents off one state directory. */
@NullMarked
package io.gstacks.agent.lock;

import org.jspecify.annotations.NullMarked;
