package dev.flint.audit.note;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The key that signs a log's checkpoints, under the log's name.
 *
 * <p>Its file is text: the verifier key on the first line, the private key below it as PKCS#8 in
 * PEM (RFC 7468 lets text precede the block, so {@code openssl pkey} reads the file too).
 */
public final class LogKeys {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int MAX_FILE = 4096;

  private final VerifierKey verifier;
  private final PrivateKey key;

  private LogKeys(VerifierKey verifier, PrivateKey key) {
    this.verifier = verifier;
    this.key = key;
  }

  /** A new key for the log {@code name}, best a schema-less URL such as {@code example.com/log}. */
  public static LogKeys generate(String name) {
    KeyPair pair = Ed25519.generate();
    return new LogKeys(VerifierKey.of(name, pair.getPublic()), pair.getPrivate());
  }

  /** Loads the key in {@code file}, or generates and saves one there where no file is. */
  public static LogKeys loadOrGenerate(Path file, String name) {
    if (Files.notExists(file)) {
      LogKeys keys = generate(name);
      keys.save(file);
      return keys;
    }
    return load(file);
  }

  /**
   * Loads a saved key.
   *
   * @throws AuditException KEY
   */
  public static LogKeys load(Path file) {
    List<String> lines;
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new AuditException(Code.KEY, file + " is too long for a log key");
      }
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AuditException(Code.KEY, "the log key " + file + " could not be read", e);
    }
    int end = lines.indexOf(END);
    if (lines.indexOf(BEGIN) != 1 || end < 2) {
      throw new AuditException(
          Code.KEY, file + " is not a log key: a verifier key and a PEM private key are due");
    }
    try {
      VerifierKey verifier = VerifierKey.parse(lines.getFirst());
      byte[] pkcs8 = StrictBase64.decode(String.join("", lines.subList(2, end)), "the private key");
      LogKeys keys = new LogKeys(verifier, Ed25519.privateKey(pkcs8));
      if (!verifier.signed(Note.parse(keys.sign("probe\n")))) {
        throw new AuditException(Code.KEY, "its two halves do not belong together");
      }
      return keys;
    } catch (AuditException e) {
      throw new AuditException(
          Code.KEY, "the log key " + file + " is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the key to a new file that only its owner may read (0600).
   *
   * @throws AuditException KEY, also where the file is already there
   */
  public void save(Path file) {
    String pem =
        verifier.text()
            + "\n"
            + BEGIN
            + "\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
            + "\n"
            + END
            + "\n";
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      var bytes = StandardCharsets.UTF_8.encode(pem);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new AuditException(Code.KEY, file + " exists; a log key is never overwritten", e);
    } catch (IOException e) {
      throw new AuditException(Code.KEY, "the log key " + file + " could not be written", e);
    }
  }

  /** The public half. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** The log's name. */
  public String name() {
    return verifier.name();
  }

  /** Signs {@code text}, which ends in a newline, and returns the note. */
  public String sign(String text) {
    byte[] bytes = Ed25519.sign(key, text.getBytes(StandardCharsets.UTF_8));
    return new Note(text, List.of(new NoteSignature(name(), verifier.keyId(), bytes))).encode();
  }
}
