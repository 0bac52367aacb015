package dev.flint.platform.access;

import dev.flint.platform.trail.Actor;
import java.util.Set;

/**
 * Who a request comes from, once its key was found to be valid.
 *
 * @param keyId the public part of the key
 * @param owner the person or program the key was given to
 * @param roles what the key may be used for, never empty
 * @param department the part of the organisation that answers for the key
 */
public record Caller(String keyId, String owner, Set<Role> roles, String department)
    implements Actor {
  public Caller {
    roles = Set.copyOf(roles);
  }
}
