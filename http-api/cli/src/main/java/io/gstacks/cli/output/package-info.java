/** What people and programs read: tables, details, JSON, progress. */
@NullMarked
package io.gstacks.cli.output;

import org.jspecify.annotations.NullMarked;
