package io.gstacks.persistence.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends a connection in auto-commit mode; closing it gives it back. */
@FunctionalInterface
interface ConnectionSource {
  Connection open() throws SQLException;
}
