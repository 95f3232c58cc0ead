/** For the tests of all modules: a real PostgreSQL, and stored forms that must not change. */
@NullMarked
package io.gstacks.persistence.testkit;

import org.jspecify.annotations.NullMarked;
