/**
 * The {@code gstacks} command: a terminal's way to the HTTP API, and nothing that the API does not
 * offer.
 */
@NullMarked
package io.gstacks.cli;

import org.jspecify.annotations.NullMarked;
