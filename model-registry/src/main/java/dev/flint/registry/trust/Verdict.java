package dev.flint.registry.trust;

import java.util.Locale;

/** What the registry found out about a model file; each finding has one sentence for people. */
public sealed interface Verdict {
  /** Every byte is covered by a signature of this trusted key. */
  record Trusted(String fingerprint) implements Verdict {}

  /** Nobody signed the file. */
  record Unsigned() implements Verdict {}

  /** The signature file breaks its format. */
  record Malformed(String detail) implements Verdict {}

  /** The signature was made with a method that is not supported, such as a certificate. */
  record UnsupportedMethod(String method) implements Verdict {}

  /** The signature names a key that is not trusted here. */
  record UntrustedKey(String hint) implements Verdict {}

  /** The signature names a trusted key, but that key did not sign these bytes. */
  record BadSignature(String fingerprint) implements Verdict {}

  /** The signature is good, but it covers something other than exactly this file. */
  record WrongContents(String detail) implements Verdict {}

  /** The file's length is not the registered one; both in bytes. */
  record SizeMismatch(long expected, long actual) implements Verdict {}

  /** The file's bytes are not the registered ones; both hex SHA-256. */
  record DigestMismatch(String expected, String actual) implements Verdict {}

  /** The file is not in the store. */
  record Missing(String path) implements Verdict {}

  /** The file or its signature cannot be read as a regular file. */
  record Unreadable(String detail) implements Verdict {}

  /** The version is not, or no longer, approved. */
  record NotApproved(String state) implements Verdict {}

  /** The registry does not know the version. */
  record Unknown(String id) implements Verdict {}

  /** One clear sentence: what was found, and for a refusal what to do. */
  default String sentence() {
    return switch (this) {
      case Trusted(String fingerprint) ->
          "The model is signed by the trusted key " + fingerprint + ".";
      case Unsigned() -> "The model is not signed: sign it before it is served.";
      case Malformed(String detail) ->
          "The model's signature is malformed: " + detail + ". Sign the model again.";
      case UnsupportedMethod(String method) ->
          "The model's signature uses the unsupported method '"
              + method
              + "': sign it with a key, certificates and keyless signatures are not accepted.";
      case UntrustedKey(String hint) ->
          "The model is signed by the key "
              + hint
              + ", which is not trusted here: add the key to the trusted ones or sign the model"
              + " with one of them.";
      case BadSignature(String fingerprint) ->
          "The model's signature does not verify with the key "
              + fingerprint
              + " it names: the signature or what it covers was changed.";
      case WrongContents(String detail) ->
          "The model's signature covers something else than this one file: " + detail + ".";
      case SizeMismatch(long expected, long actual) ->
          String.format(
              Locale.ROOT,
              "The model file has %,d bytes instead of the %,d that were registered: it was"
                  + " changed after its import.",
              actual,
              expected);
      case DigestMismatch(String expected, String actual) ->
          "The model file's SHA-256 is "
              + actual
              + " instead of the registered "
              + expected
              + ": it was changed after its import.";
      case Missing(String path) ->
          "The model file " + path + " is missing: import the model again.";
      case Unreadable(String detail) -> "The model cannot be read: " + detail;
      case NotApproved(String state) ->
          "The model version is " + state + ", and only an APPROVED one may be served.";
      case Unknown(String id) -> "The registry knows no model version " + id + ".";
    };
  }
}
