package dev.flint.registry.lifecycle;

import dev.flint.registry.fault.RegistryException;
import dev.flint.registry.lifecycle.State.Approved;
import dev.flint.registry.lifecycle.State.Imported;
import dev.flint.registry.lifecycle.State.Revoked;
import dev.flint.registry.lifecycle.State.Signed;

/**
 * A step from one state to the next. Imported → Signed → Approved, and from each of them → Revoked,
 * which is final; every other step is refused. The database refuses the same steps once more.
 */
public sealed interface Transition {
  /** A signature was made. */
  record Sign() implements Transition {}

  /** Somebody lets the version be served. */
  record Approve(ApprovalMode mode) implements Transition {}

  /** Somebody takes the version out of service for good. */
  record Revoke() implements Transition {}

  /** The state this step leads to from {@code state}; ILLEGAL_TRANSITION where there is none. */
  default State from(State state) {
    return switch (this) {
      case Sign _ ->
          switch (state) {
            case Imported _ -> new Signed();
            case Signed _, Approved _ ->
                throw illegal("sign", state, "it carries a signature already");
            case Revoked _ -> throw illegal("sign", state, "revoking is final");
          };
      case Approve(ApprovalMode wanted) ->
          switch (state) {
            case Signed _ -> new Approved(wanted);
            case Imported _ -> throw illegal("approve", state, "sign it first");
            case Approved _ -> throw illegal("approve", state, "somebody approved it before");
            case Revoked _ -> throw illegal("approve", state, "revoking is final");
          };
      case Revoke _ ->
          switch (state) {
            case Imported _, Signed _, Approved _ -> new Revoked();
            case Revoked _ -> throw illegal("revoke", state, "it is revoked already");
          };
    };
  }

  private static RegistryException illegal(String step, State state, String why) {
    return new RegistryException(
        RegistryException.Code.ILLEGAL_TRANSITION,
        "Cannot " + step + " a model version that is " + state.label() + ": " + why + ".");
  }
}
