/** The journal: what is stored, under which name, and who stored it. */
@NullMarked
package io.gstacks.persistence;

import org.jspecify.annotations.NullMarked;
