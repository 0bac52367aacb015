package dev.flint.audit.log.postgres;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Runs work on a connection; every failure comes out as STORAGE_UNAVAILABLE or CONFLICT. */
final class Database {
  private static final String UNIQUE_VIOLATION = "23505";

  private final DataSource source;

  Database(DataSource source) {
    this.source = source;
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** One statement, committed when this returns. */
  <T> T statement(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      T result = work.on(connection);
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      return result;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Several statements, each seeing what was committed before it, committed together. */
  <T> T transaction(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        try (Statement statement = connection.createStatement()) {
          statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        restore(connection, autoCommit);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e); // a broken connection rolls back by itself
    }
  }

  private static void restore(Connection connection, boolean autoCommit) {
    try {
      connection.setAutoCommit(autoCommit);
    } catch (SQLException e) {
      // The connection is broken; whoever made it notices, and the outcome is already decided.
      assert e.getMessage() != null;
    }
  }

  private static AuditException failure(SQLException e) {
    if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
      return new AuditException(
          Code.CONFLICT, "another writer extended the audit log first: " + e.getMessage(), e);
    }
    return new AuditException(
        Code.STORAGE_UNAVAILABLE, "the audit database failed: " + e.getMessage(), e);
  }
}
