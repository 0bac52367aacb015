package dev.flint.registry.trust;

import dev.flint.registry.fault.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.Set;

/**
 * The organisation's key: an ECDSA key pair on disk, {@code signing-key.pem} (PKCS #8, mode 0600)
 * with {@code signing-key.pub.pem} beside it. The private half is neither printed nor handed out.
 */
public final class SigningKey {
  private static final String PRIVATE = "signing-key.pem";
  private static final String PUBLIC = "signing-key.pub.pem";
  private static final String LABEL = "PRIVATE KEY";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final ECPrivateKey key;
  private final Curve curve;
  private final VerifyingKey verifyingKey;

  private SigningKey(ECPrivateKey key, Curve curve, VerifyingKey verifyingKey) {
    this.key = key;
    this.curve = curve;
    this.verifyingKey = verifyingKey;
  }

  /** Loads the key pair in a folder, generating one on P-384 where there is none. */
  public static SigningKey openOrCreate(Path folder) {
    Path file = folder.resolve(PRIVATE);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      create(folder);
    }
    return open(folder);
  }

  /** Loads the key pair in a folder; BAD_KEY where it is malformed or readable by others. */
  public static SigningKey open(Path folder) {
    Path file = folder.resolve(PRIVATE);
    VerifyingKey verifyingKey = VerifyingKey.read(folder.resolve(PUBLIC));
    try {
      requirePrivate(file);
      byte[] der =
          Pem.decode(LABEL, Files.readString(file, StandardCharsets.US_ASCII))
              .orElseThrow(() -> bad("The key file " + file + " holds no PKCS #8 key in PEM."));
      PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      if (!(key instanceof ECPrivateKey elliptic)) {
        throw bad("The key file " + file + " holds no ECDSA key.");
      }
      Curve curve =
          Curve.of(elliptic)
              .orElseThrow(() -> bad("The key in " + file + " is not on P-256, P-384 or P-521."));
      SigningKey pair = new SigningKey(elliptic, curve, verifyingKey);
      if (!verifyingKey.verifies(der, pair.sign(der))) {
        throw bad("The files " + PRIVATE + " and " + PUBLIC + " in " + folder + " are not a pair.");
      }
      return pair;
    } catch (IOException | GeneralSecurityException e) {
      // The cause's own message may quote the file, so it stays out of ours.
      throw new RegistryException(
          RegistryException.Code.BAD_KEY, "The key file " + file + " cannot be read.", e);
    }
  }

  /** The public half. */
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** An ECDSA signature in DER over the bytes, with the hash of the key's curve. */
  public byte[] sign(byte[] bytes) {
    try {
      Signature signer = Signature.getInstance(curve.signatureAlgorithm());
      signer.initSign(key);
      signer.update(bytes);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new RegistryException(
          RegistryException.Code.BAD_KEY, "The organisation's key cannot sign.", e);
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw bad("The key file " + file + " is missing or not a regular file.");
    }
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
      throw bad("The key file " + file + " can be used by others: run chmod 600 on it.");
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(Curve.P384.standardName()));
      KeyPair pair = generator.generateKeyPair();
      // The public half first: a private key alone would be one that nobody can verify.
      write(folder, PUBLIC, "rw-r--r--", VerifyingKey.of(pair.getPublic()).pem());
      write(folder, PRIVATE, "rw-------", Pem.encode(LABEL, pair.getPrivate().getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new RegistryException(
          RegistryException.Code.IO,
          "The organisation's key cannot be written to " + folder + ": " + e.getMessage() + ".",
          e);
    }
  }

  /** Whole and durable before it has its name, and never readable by others on the way. */
  private static void write(Path folder, String name, String mode, String text) throws IOException {
    Path growing = folder.resolve(name + ".partial");
    Files.deleteIfExists(growing);
    try (FileChannel channel =
        FileChannel.open(
            growing,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(growing, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static RegistryException bad(String message) {
    return new RegistryException(RegistryException.Code.BAD_KEY, message);
  }
}
