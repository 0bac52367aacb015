package dev.flint.platform.trail;

import dev.flint.audit.AuditException;
import dev.flint.audit.log.AuditLog;
import dev.flint.audit.log.Entry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** The audit log with its database's clock. */
final class AuditLedger implements Ledger {
  private final AuditLog log;
  private final DataSource database;

  AuditLedger(AuditLog log, DataSource database) {
    this.log = log;
    this.database = database;
  }

  @Override
  public void append(String id, byte[] record, byte[] salt) {
    try {
      log.append(new Entry(id, record, salt));
    } catch (AuditException e) {
      throw switch (e.code()) {
        case BAD_ENTRY -> new IllegalStateException(e.getMessage(), e);
        case STORAGE_UNAVAILABLE, CONFLICT, TAMPERED, MALFORMED, KEY, IO, CLOSED -> unavailable(e);
      };
    }
  }

  @Override
  public Instant now() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  static TrailUnavailable unavailable(Exception cause) {
    return new TrailUnavailable(String.valueOf(cause.getMessage()), cause);
  }
}
