/** The commands, one class for each namespace. */
@NullMarked
package io.gstacks.cli.command;

import org.jspecify.annotations.NullMarked;
