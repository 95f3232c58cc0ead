/** What tests of the agent stand on: an authority, a control plane that says what it is told to. */
@NullMarked
package io.gstacks.agent.testing;

import org.jspecify.annotations.NullMarked;
