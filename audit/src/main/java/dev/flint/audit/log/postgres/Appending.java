package dev.flint.audit.log.postgres;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.EntryId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Stores entries, one durable statement each. */
final class Appending {
  // The setting holds for this one transaction, whatever the server's or the role's default is.
  private static final String INSERT =
      """
      WITH durable AS MATERIALIZED (SELECT set_config('synchronous_commit', 'on', true))
      INSERT INTO audit_record (id, record, salt) SELECT ?, ?, ? FROM durable
      ON CONFLICT (id) DO NOTHING RETURNING seq, recorded_at\
      """;

  private static final String SAME =
      "SELECT seq, recorded_at FROM audit_record WHERE id = ? AND record = ? AND salt = ?";

  private final Database database;

  Appending(Database database) {
    this.database = database;
  }

  EntryId append(Entry entry) {
    return database.statement(connection -> {
      EntryId stored = run(connection, INSERT, entry);
      if (stored == null) { // asked a second time because the first answer was lost
        stored = run(connection, SAME, entry);
      }
      if (stored == null) {
        throw new AuditException(
            Code.BAD_ENTRY, "the id %s already belongs to another record".formatted(entry.id()));
      }
      return stored;
    });
  }

  private static @Nullable EntryId run(Connection connection, String sql, Entry entry)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, entry.id());
      statement.setBytes(2, entry.record());
      statement.setBytes(3, entry.salt());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new EntryId(
                entry.id(), row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant())
            : null;
      }
    }
  }
}
