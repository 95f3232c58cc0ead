/** A small entity as a module would write one, for the tests of this module. */
@NullMarked
package io.gstacks.persistence.example;

import org.jspecify.annotations.NullMarked;
