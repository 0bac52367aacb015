package dev.flint.registry.lifecycle;

/** Where a model version stands; it moves only as {@link Transition} allows. */
public sealed interface State {
  /** The file is in the store, nobody vouches for it. */
  record Imported() implements State {}

  /** A key of the organisation has signed the file's bytes. */
  record Signed() implements State {}

  /** The version may be served. */
  record Approved(ApprovalMode mode) implements State {}

  /** The version may never be served again. */
  record Revoked() implements State {}

  /** The state's name as it stands in the database and in answers. */
  default String label() {
    return switch (this) {
      case Imported _ -> "IMPORTED";
      case Signed _ -> "SIGNED";
      case Approved _ -> "APPROVED";
      case Revoked _ -> "REVOKED";
    };
  }
}
