/**
 * The files of running sandboxes, reached from outside. The sandbox is taken for hostile: every
 * path is resolved by the kernel within the sandbox's own root, and never through a path of the
 * host.
 */
@NullMarked
package io.gstacks.agent.files;

import org.jspecify.annotations.NullMarked;
