/** Read tables, kept from the feed, each event once. */
@NullMarked
package io.gstacks.persistence.projection;

import org.jspecify.annotations.NullMarked;
