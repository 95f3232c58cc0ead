/** Who this host is: its key, its certificates, and whom it believes. */
@NullMarked
package io.gstacks.agent.identity;

import org.jspecify.annotations.NullMarked;
