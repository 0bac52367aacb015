package dev.flint.platform.access;

import java.util.Locale;
import java.util.Optional;

/** What a key may be used for. Roles do not contain one another: a key holds one or more. */
public enum Role {
  /** Asks models. */
  USER,
  /** Runs the platform: sees every model version and its state. */
  OPERATOR,
  /** Decides which model versions may answer. */
  APPROVER,
  /** Reads the record, and changes nothing. */
  AUDITOR,
  /** Gives and takes keys, and reads no record. */
  ADMIN;

  /** The name on the wire and in the database, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Role> of(String label) {
    for (Role role : values()) {
      if (role.label().equals(label)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
