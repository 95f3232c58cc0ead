/** What the agent remembers on disk: results not yet acknowledged, generations, last sightings. */
@NullMarked
package io.gstacks.agent.state;

import org.jspecify.annotations.NullMarked;
