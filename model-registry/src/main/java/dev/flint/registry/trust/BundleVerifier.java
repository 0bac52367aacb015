package dev.flint.registry.trust;

import dev.flint.registry.manifest.Bundle;
import dev.flint.registry.manifest.KeyMaterial;
import dev.flint.registry.manifest.Malformed;
import dev.flint.registry.manifest.PreAuthentication;
import dev.flint.registry.manifest.Resource;
import dev.flint.registry.manifest.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies model signatures (OpenSSF Model Signing 1.0, section 8) made with a key. The signature
 * is checked over the payload's bytes as they stand, and only then is the payload read.
 */
public final class BundleVerifier {
  private static final int SHOWN_HINT = 64;

  // Left out by every signing tool (section 6.2); a list of these says nothing.
  private static final Set<String> ALWAYS_IGNORED =
      Set.of(".git", ".gitignore", ".gitattributes", ".github", ".gitmodules");

  private final TrustedKeys trusted;

  public BundleVerifier(TrustedKeys trusted) {
    this.trusted = trusted;
  }

  /** Verifies the signature of a bundle and reads what it says. */
  public Verification verify(byte[] bytes) {
    try {
      Bundle bundle = Bundle.parse(bytes);
      return switch (bundle.key()) {
        case KeyMaterial.Hint(String fingerprint) ->
            verify(bundle, trusted.find(fingerprint), fingerprint);
        case KeyMaterial.Embedded(String pem) -> {
          String fingerprint =
              VerifyingKey.parse(pem).map(VerifyingKey::fingerprint).orElse("in the bundle");
          yield verify(bundle, trusted.find(fingerprint), fingerprint);
        }
        case KeyMaterial.Unsupported(String method) ->
            new Verification.Rejected(new Verdict.UnsupportedMethod(method));
      };
    } catch (Malformed e) {
      return new Verification.Rejected(new Verdict.Malformed(message(e)));
    }
  }

  private static Verification verify(Bundle bundle, Optional<VerifyingKey> key, String hint)
      throws Malformed {
    if (key.isEmpty()) {
      String shown = hint.replaceAll("[^0-9A-Za-z ._:/+-]", "?");
      shown = shown.length() > SHOWN_HINT ? shown.substring(0, SHOWN_HINT) + "…" : shown;
      return new Verification.Rejected(new Verdict.UntrustedKey(shown));
    }
    String fingerprint = key.get().fingerprint();
    if (!key.get().verifies(PreAuthentication.encode(bundle.payload()), bundle.signature())) {
      return new Verification.Rejected(new Verdict.BadSignature(fingerprint));
    }
    return new Verification.Verified(fingerprint, Statement.parse(bundle.payload()));
  }

  /** Verifies that a bundle covers exactly one file with this hex SHA-256 and nothing besides. */
  public Verdict verifySingleFile(byte[] bytes, String digest) {
    return switch (verify(bytes)) {
      case Verification.Rejected(Verdict verdict) -> verdict;
      case Verification.Verified(String fingerprint, Statement statement) ->
          contents(fingerprint, statement, digest);
    };
  }

  private static Verdict contents(String fingerprint, Statement statement, String digest) {
    if (statement.resources().size() != 1) {
      return new Verdict.WrongContents("it lists " + statement.resources().size() + " files");
    }
    Resource only = statement.resources().getFirst();
    if (only.name().indexOf('/') >= 0) {
      return new Verdict.WrongContents("its one file lies in a folder");
    }
    if (!only.algorithm().equals("sha256")) {
      return new Verdict.WrongContents("its file is not digested with sha256");
    }
    if (!ALWAYS_IGNORED.containsAll(statement.ignored())) {
      return new Verdict.WrongContents("its signer left paths out");
    }
    if (!only.digest().equals(digest)) {
      return new Verdict.WrongContents(
          "it was made for a file with the SHA-256 " + only.digest() + ", not " + digest);
    }
    return new Verdict.Trusted(fingerprint);
  }

  private static String message(Malformed e) {
    String message = e.getMessage();
    return message == null ? "it cannot be read" : message;
  }
}
