/** What was journalled, in order and without gaps, for whoever follows. */
@NullMarked
package io.gstacks.persistence.feed;

import org.jspecify.annotations.NullMarked;
