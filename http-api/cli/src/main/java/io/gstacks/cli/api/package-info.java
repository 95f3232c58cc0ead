/** How a control plane is reached: calls, retries, streams, names, and what a failure means. */
@NullMarked
package io.gstacks.cli.api;

import org.jspecify.annotations.NullMarked;
