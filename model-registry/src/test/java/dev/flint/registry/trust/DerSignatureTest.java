package dev.flint.registry.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DerSignatureTest {
  private static final BigInteger ORDER = BigInteger.valueOf(0x7fff);

  @ParameterizedTest
  @CsvSource({
    "3006020101020101, true, the smallest",
    "300702020080020101, true, a needed leading zero",
    "3008020200800202 7ffe, true, just below the order",
    "'', false, nothing",
    "30, false, no length",
    "3000, false, empty",
    "3106020101020101, false, a set",
    "300602010102010100, false, a byte after the end",
    "3007020101020101, false, longer than it is",
    "3005020101020101, false, shorter than it is",
    "3080020101020101 0000, false, indefinite length",
    "308106020101020101, false, a length in long form",
    "30820006020101020101, false, a length in longer form",
    "300702020001020101, false, a needless leading zero",
    "3006020100020101, false, zero",
    "3006020101020100, false, zero again",
    "30060201ff020101, false, negative",
    "3006030101020101, false, not an integer",
    "3003020101, false, one integer",
    "3009020101020101020101, false, three integers",
    "300502000201 01, false, an integer without digits",
    "30070202 7fff020101, false, the order itself",
    "30070281 01010201 01, false, an integer length in long form",
    "3006020501020101, false, an integer past the end"
  })
  void acceptsOneFormOnly(String hex, boolean wellFormed, String why) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(DerSignature.wellFormed(bytes, ORDER)).as(why).isEqualTo(wellFormed);
  }

  @Test
  void acceptsRealSignaturesOfAllCurves() {
    for (Forge forge :
        new Forge[] {
          new Forge("secp256r1", "SHA256withECDSA"),
          Forge.p384(),
          new Forge("secp521r1", "SHA512withECDSA")
        }) {
      for (int i = 0; i < 10; i++) {
        byte[] message = {(byte) i};
        byte[] signature = forge.sign(message);
        assertThat(forge.key.verifies(message, signature)).isTrue();
        assertThat(forge.key.verifies(message, trailing(signature))).isFalse();
      }
    }
  }

  private static byte[] trailing(byte[] signature) {
    return Arrays.copyOf(signature, signature.length + 1);
  }
}
