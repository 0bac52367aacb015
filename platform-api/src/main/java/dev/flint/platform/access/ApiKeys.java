package dev.flint.platform.access;

import dev.flint.platform.trail.Actor;
import dev.flint.platform.trail.AuditEvent;
import dev.flint.platform.trail.Trail;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Gives, recognises and takes API keys. Every change is in the record before it takes effect. */
@Service
public final class ApiKeys {
  private final SecureRandom random = new SecureRandom();
  private final KeyTable table;
  private final Changes changes;
  private final Trail trail;

  ApiKeys(KeyTable table, Changes changes, Trail trail) {
    this.table = table;
    this.changes = changes;
    this.trail = trail;
  }

  /** Whether any key was ever made: false only before the first start has made its own. */
  public boolean any() {
    return table.any();
  }

  /** Makes a key. Its text is in the result and nowhere else. */
  public NewKey create(String owner, Set<Role> roles, String department, Actor by) {
    KeyText key = KeyText.generate(random);
    Caller caller = new Caller(key.id(), owner, roles, department);
    return changes.make(() -> {
      table.insert(caller, key.secretHash(), by.owner());
      List<String> labels = roles.stream().sorted().map(Role::label).toList();
      trail.recorded(new AuditEvent.KeyCreated(by, key.id(), owner, labels, department));
      return new NewKey(key.plain(), caller);
    });
  }

  /**
   * Whom a presented key stands for; empty when it is malformed, unknown, wrong or revoked. Asks
   * the database each time, so that a revocation holds from the next request on.
   */
  public Optional<Caller> authenticate(String presented) {
    return KeyText.parse(presented).flatMap(this::authenticate);
  }

  Optional<Caller> authenticate(KeyText key) {
    // Constant-time: how far two hashes agree must not show in how long the comparison takes.
    return table
        .valid(key.id())
        .filter(stored -> MessageDigest.isEqual(stored.secretHash(), key.secretHash()))
        .map(KeyTable.Stored::caller);
  }

  /** Takes a key back, for good. */
  public Revocation revoke(String id, Actor by) {
    return changes.make(() -> revokeLocked(id, by));
  }

  List<KeyFacts> list() {
    return table.all();
  }

  private Revocation revokeLocked(String id, Actor by) {
    table.lockRevocations();
    Optional<KeyFacts> found = table.find(id);
    if (found.isEmpty()) {
      return new Revocation.Unknown(id);
    }
    KeyFacts key = found.get();
    if (key.revokedAt() != null) {
      return new Revocation.AlreadyRevoked(id);
    }
    if (key.caller().roles().contains(Role.ADMIN) && table.validAdmins() <= 1) {
      return new Revocation.LastAdmin(id);
    }
    table.revoke(id, by.owner());
    trail.recorded(new AuditEvent.KeyRevoked(by, id));
    return new Revocation.Revoked(id);
  }
}
