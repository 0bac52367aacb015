package dev.flint.platform.access;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code access_key} and {@code access_key_revocation}; rows are only ever added. */
@Repository
class KeyTable {
  // Any constant serves, as long as no other part of the service locks the same one.
  private static final long REVOCATION_LOCK = 0x666c696e745f6b65L;

  /** A valid key with what its secret is compared against. */
  record Stored(Caller caller, byte[] secretHash) {}

  private final JdbcClient jdbc;

  KeyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean any() {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM access_key)").query(Boolean.class).single();
  }

  void insert(Caller caller, byte[] secretHash, String by) {
    jdbc.sql(
            """
            INSERT INTO access_key (id, secret_sha256, owner, department, roles, created_by)
            VALUES (:id, :hash, :owner, :department, string_to_array(:roles, ','), :by)
            """)
        .param("id", caller.keyId())
        .param("hash", secretHash)
        .param("owner", caller.owner())
        .param("department", caller.department())
        .param("roles", String.join(",", caller.roles().stream().map(Role::label).toList()))
        .param("by", by)
        .update();
  }

  Optional<Stored> valid(String id) {
    return jdbc.sql(
            """
            SELECT id, owner, department, roles, secret_sha256 FROM access_key k
            WHERE id = :id
              AND NOT EXISTS (SELECT 1 FROM access_key_revocation r WHERE r.key_id = k.id)
            """)
        .param("id", id)
        .query((row, number) -> new Stored(caller(row), row.getBytes("secret_sha256")))
        .optional();
  }

  List<KeyFacts> all() {
    return jdbc.sql(FACTS + " ORDER BY k.created_at, k.id").query(KeyTable::facts).list();
  }

  Optional<KeyFacts> find(String id) {
    return jdbc.sql(FACTS + " WHERE k.id = :id").param("id", id).query(KeyTable::facts).optional();
  }

  /** Until the transaction ends, nobody else counts the admins in order to revoke one. */
  void lockRevocations() {
    jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
        .param("lock", REVOCATION_LOCK)
        .query((row, number) -> number)
        .single();
  }

  int validAdmins() {
    return jdbc.sql(
            """
            SELECT count(*) FROM access_key k
            WHERE 'admin' = ANY (roles)
              AND NOT EXISTS (SELECT 1 FROM access_key_revocation r WHERE r.key_id = k.id)
            """)
        .query(Integer.class)
        .single();
  }

  void revoke(String id, String by) {
    jdbc.sql("INSERT INTO access_key_revocation (key_id, revoked_by) VALUES (:id, :by)")
        .param("id", id)
        .param("by", by)
        .update();
  }

  private static final String FACTS =
      """
      SELECT k.id, k.owner, k.department, k.roles, k.created_at, k.created_by, r.revoked_at
      FROM access_key k LEFT JOIN access_key_revocation r ON r.key_id = k.id
      """;

  private static KeyFacts facts(ResultSet row, int number) throws SQLException {
    Instant created = row.getObject("created_at", OffsetDateTime.class).toInstant();
    @Nullable OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
    return new KeyFacts(
        caller(row),
        created,
        row.getString("created_by"),
        revoked == null ? null : revoked.toInstant());
  }

  private static Caller caller(ResultSet row) throws SQLException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Array labels = row.getArray("roles");
    for (Object label : (Object[]) labels.getArray()) {
      // A role this version does not know gives no right.
      Role.of((String) label).ifPresent(roles::add);
    }
    return new Caller(
        row.getString("id"), row.getString("owner"), roles, row.getString("department"));
  }
}
