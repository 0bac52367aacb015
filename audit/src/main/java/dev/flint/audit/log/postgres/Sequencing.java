package dev.flint.audit.log.postgres;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.Integration;
import dev.flint.audit.log.Pending;
import dev.flint.audit.merkle.FullTile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The single writer's half: finds records without a leaf and stores steps of the tree.
 *
 * <p>Records are looked for above a number below which none can appear any more. A record takes its
 * number before it commits, so a lower one may become visible after a higher one. The number is
 * moved up to one read earlier only when every transaction that might have drawn a number until
 * then has ended.
 */
final class Sequencing {
  private static final long LOCK = 0x464c494e54415544L; // "FLINTAUD"

  private static final String LAST = "SELECT last_value, is_called FROM audit_record_seq";
  private static final String OWN_TRANSACTION = "SELECT pg_current_xact_id()::text::bigint";
  private static final String OLDEST_TRANSACTION =
      "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
  private static final String UNSEQUENCED =
      """
      SELECT r.seq, sha256(r.salt || r.record) FROM audit_record r
      WHERE r.seq > ? AND NOT EXISTS (SELECT FROM audit_leaf l WHERE l.seq = r.seq)
      ORDER BY r.seq LIMIT ?\
      """;
  private static final String SWEPT =
      "SELECT swept FROM audit_checkpoint ORDER BY size DESC LIMIT 1";

  /**
   * @param number the last number drawn at some moment
   * @param transaction one begun after that moment; numbers up to it were drawn by older ones
   */
  private record Epoch(long number, long transaction) {}

  private final Database database;
  private @Nullable Long swept; // unknown until read from the storage
  private @Nullable Epoch epoch;
  private long sweptByNextStep;

  Sequencing(Database database) {
    this.database = database;
  }

  synchronized List<Pending> unsequenced(int limit) {
    try {
      return find(limit);
    } catch (AuditException e) {
      forget();
      throw e;
    }
  }

  private List<Pending> find(int limit) {
    return database.transaction(connection -> {
      if (swept == null) {
        swept = first(connection, SWEPT, 0);
      }
      long floor = swept;
      long last = last(connection);
      if (last <= floor) {
        return List.of();
      }
      Epoch reach = epoch;
      if (reach == null) { // the own transaction's number is drawn after the last was read
        reach = new Epoch(last, first(connection, OWN_TRANSACTION, 0));
        epoch = reach;
      }
      long oldest = first(connection, OLDEST_TRANSACTION, 0);
      List<Pending> pending = pending(connection, floor, limit);
      boolean reached = pending.size() < limit && oldest >= reach.transaction();
      sweptByNextStep = reached ? reach.number() : floor;
      if (pending.isEmpty()) {
        sweep();
      }
      return pending;
    });
  }

  synchronized void integrate(Integration step) {
    long sweptNow = sweptByNextStep;
    try {
      database.transaction(connection -> {
        store(connection, step, sweptNow);
        return true;
      });
      sweep();
    } catch (AuditException e) {
      forget(); // it may have happened after all, or another did it
      throw e;
    }
  }

  /** What is known is read again: after a failure even the server may be another one. */
  private void forget() {
    swept = null;
    epoch = null;
    sweptByNextStep = 0;
  }

  private void sweep() {
    swept = sweptByNextStep;
    if (epoch != null && epoch.number() <= sweptByNextStep) {
      epoch = null;
    }
  }

  private static void store(Connection connection, Integration step, long swept)
      throws SQLException {
    try (var statement = connection.createStatement()) { // held until this transaction ends
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      statement.execute("SET LOCAL synchronous_commit TO on");
    }
    long size =
        first(connection, "SELECT max(size) FROM audit_checkpoint", Integration.NO_CHECKPOINT);
    if (size != step.from()) {
      throw new AuditException(
          Code.CONFLICT,
          "the audit log is at size %d and not at %d: another sequencer extended it"
              .formatted(size, step.from()));
    }
    leaves(connection, step);
    tiles(connection, step.tiles());
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO audit_checkpoint (size, note, swept) VALUES (?, ?, ?)")) {
      statement.setLong(1, step.checkpoint().size());
      statement.setString(2, step.checkpoint().note());
      statement.setLong(3, swept);
      statement.executeUpdate();
    }
  }

  private static void leaves(Connection connection, Integration step) throws SQLException {
    if (step.leaves().isEmpty()) {
      return;
    }
    Long[] sequences = step.leaves().stream().map(Pending::sequence).toArray(Long[]::new);
    byte[][] commitments = step.leaves().stream().map(Pending::commitment).toArray(byte[][]::new);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO audit_leaf (leaf_index, seq, commitment)
            SELECT ? + place - 1, seq, commitment
            FROM unnest(?::bigint[], ?::bytea[]) WITH ORDINALITY AS u (seq, commitment, place)\
            """)) {
      statement.setLong(1, step.from());
      statement.setArray(2, connection.createArrayOf("bigint", sequences));
      statement.setArray(3, connection.createArrayOf("bytea", commitments));
      statement.executeUpdate();
    }
  }

  private static void tiles(Connection connection, List<FullTile> tiles) throws SQLException {
    if (tiles.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO audit_tile (level, tile_index, hashes, root) VALUES (?, ?, ?, ?)")) {
      for (FullTile tile : tiles) {
        statement.setInt(1, tile.tile().level());
        statement.setLong(2, tile.tile().index());
        statement.setBytes(3, tile.hashes());
        statement.setBytes(4, tile.root().bytes());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static List<Pending> pending(Connection connection, long floor, int limit)
      throws SQLException {
    List<Pending> pending = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(UNSEQUENCED)) {
      statement.setLong(1, floor);
      statement.setInt(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          pending.add(new Pending(rows.getLong(1), rows.getBytes(2)));
        }
      }
    }
    return pending;
  }

  private static long last(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LAST)) {
      return row.next() && row.getBoolean(2) ? row.getLong(1) : 0;
    }
  }

  /** The number a query answers with, or {@code none} where it answers with no row or null. */
  private static long first(Connection connection, String sql, long none) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        return none;
      }
      long value = row.getLong(1);
      return row.wasNull() ? none : value;
    }
  }
}
