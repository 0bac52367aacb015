package dev.flint.registry.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flint.registry.fault.RegistryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningKeyTest {
  @TempDir Path home;

  private Path folder() {
    return home.resolve("keys");
  }

  private Path secret() {
    return folder().resolve("signing-key.pem");
  }

  @Test
  void isMadeOnceAndKept() throws Exception {
    SigningKey made = SigningKey.openOrCreate(folder());
    SigningKey again = SigningKey.openOrCreate(folder());

    assertThat(again.verifyingKey().fingerprint()).isEqualTo(made.verifyingKey().fingerprint());
    assertThat(made.verifyingKey().verifies(new byte[] {1}, again.sign(new byte[] {1}))).isTrue();
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("signing-key.pem", "signing-key.pub.pem");
    }
  }

  @Test
  void isReadableByItsOwnerOnly() throws Exception {
    SigningKey.openOrCreate(folder());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret())))
        .isEqualTo("rw-------");

    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx------")) {
      Files.setPosixFilePermissions(secret(), PosixFilePermissions.fromString(mode));
      assertThat(refused()).contains("chmod 600");
    }
    Files.setPosixFilePermissions(secret(), PosixFilePermissions.fromString("r--------"));
    assertThat(SigningKey.open(folder())).isNotNull();
  }

  @Test
  void isNotALink() throws Exception {
    SigningKey.openOrCreate(folder());
    Path elsewhere = Files.move(secret(), home.resolve("elsewhere.pem"));
    Files.createSymbolicLink(secret(), elsewhere);

    assertThat(refused()).contains("not a regular file");
  }

  @Test
  void wantsBothHalvesOfOnePair() throws Exception {
    SigningKey.openOrCreate(folder());
    SigningKey.openOrCreate(home.resolve("other"));
    Path shared = folder().resolve("signing-key.pub.pem");
    Files.copy(
        home.resolve("other/signing-key.pub.pem"), shared, StandardCopyOption.REPLACE_EXISTING);

    assertThat(refused()).contains("not a pair");
    Files.delete(shared);
    assertThat(refused()).contains("signing-key.pub.pem");
  }

  @Test
  void saysNothingOfWhatAMalformedFileHolds() throws Exception {
    SigningKey.openOrCreate(folder());
    String pem = Files.readString(secret());
    for (String text :
        List.of(
            "", "hunter2", pem.replace("PRIVATE KEY", "EC PRIVATE KEY"), pem.replace('M', '%'))) {
      Files.writeString(secret(), text);
      assertThat(refused()).contains(secret().toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void refusesOtherKindsOfKeys() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    Path file = home.resolve("rsa.pem");
    Files.writeString(
        file, Pem.encode("PUBLIC KEY", rsa.generateKeyPair().getPublic().getEncoded()));

    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> VerifyingKey.read(file));
    assertThat(refused.code()).isEqualTo(RegistryException.Code.BAD_KEY);
  }

  private String refused() {
    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> SigningKey.open(folder()));
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo(RegistryException.Code.BAD_KEY);
    return String.valueOf(refused.getMessage());
  }
}
