/** What a bench found: figures, marks, and their two printed forms. */
@NullMarked
package io.gstacks.bench.report;

import org.jspecify.annotations.NullMarked;
