package dev.flint.audit.log.postgres;

import dev.flint.audit.log.Head;
import dev.flint.audit.log.StoredRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what is stored. */
final class Reading {
  private static final String RECORD =
      """
      SELECT r.id, r.record, r.salt, r.seq, r.recorded_at, l.leaf_index
      FROM audit_record r %s JOIN audit_leaf l ON l.seq = r.seq
      """;

  private static final String HEAD =
      """
      SELECT (SELECT note FROM audit_checkpoint ORDER BY size DESC LIMIT 1),
             (SELECT coalesce(max(leaf_index) + 1, 0) FROM audit_leaf)\
      """;

  private final Database database;

  Reading(Database database) {
    this.database = database;
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  Head head() {
    return query(HEAD, row -> new Head(Optional.ofNullable(row.getString(1)), row.getLong(2)))
        .getFirst();
  }

  Optional<byte[]> tile(int level, long index) {
    return query(
            "SELECT hashes FROM audit_tile WHERE level = ? AND tile_index = ?",
            row -> row.getBytes(1),
            level,
            index)
        .stream()
        .findFirst();
  }

  List<byte[]> tileRoots(int level, long index, int count) {
    return query(
        "SELECT root FROM audit_tile WHERE level = ? AND tile_index >= ? AND tile_index < ?"
            + " ORDER BY tile_index",
        row -> row.getBytes(1),
        level,
        index,
        index + count);
  }

  List<byte[]> commitments(long index, int count) {
    return query(
        "SELECT commitment FROM audit_leaf WHERE leaf_index >= ? AND leaf_index < ?"
            + " ORDER BY leaf_index",
        row -> row.getBytes(1),
        index,
        index + count);
  }

  List<StoredRecord> records(long afterIndex, int limit) {
    return query(
        RECORD.formatted("") + "WHERE l.leaf_index > ? ORDER BY l.leaf_index LIMIT ?",
        Reading::stored,
        afterIndex,
        limit);
  }

  List<StoredRecord> newest(long beforeSequence, int limit) {
    return query(
        RECORD.formatted("LEFT") + "WHERE r.seq < ? ORDER BY r.seq DESC LIMIT ?",
        Reading::stored,
        beforeSequence,
        limit);
  }

  Optional<StoredRecord> find(String id) {
    return query(RECORD.formatted("LEFT") + "WHERE r.id = ?", Reading::stored, id).stream()
        .findFirst();
  }

  private static StoredRecord stored(ResultSet row) throws SQLException {
    long index = row.getLong(6);
    OptionalLong place = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(index);
    return new StoredRecord(
        row.getString(1),
        row.getBytes(2),
        row.getBytes(3),
        row.getLong(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        place);
  }

  private <T> List<T> query(String sql, Row<T> reader, Object... parameters) {
    return database.statement(connection -> {
      List<T> values = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < parameters.length; i++) {
          statement.setObject(i + 1, parameters[i]);
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            values.add(reader.read(rows));
          }
        }
      }
      return values;
    });
  }
}
