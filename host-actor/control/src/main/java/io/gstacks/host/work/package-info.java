/** What hosts are asked to do for sandboxes, and the ports by which they tell what happened. */
@NullMarked
package io.gstacks.host.work;

import org.jspecify.annotations.NullMarked;
