/**
 * How the journal is written and read: stored forms, the registry of names, our DAO, its settings.
 */
@NullMarked
package io.gstacks.persistence.journal;

import org.jspecify.annotations.NullMarked;
