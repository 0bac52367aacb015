package dev.flint.platform.access;

/** What became of a wish to revoke a key. */
public sealed interface Revocation {
  /** The key is not valid any more, from the next request on. */
  record Revoked(String keyId) implements Revocation {}

  /** It was revoked before; nothing changed. */
  record AlreadyRevoked(String keyId) implements Revocation {}

  /** No key has this id. */
  record Unknown(String keyId) implements Revocation {}

  /** It is the last valid key with the role admin: without it nobody could make another. */
  record LastAdmin(String keyId) implements Revocation {}
}
