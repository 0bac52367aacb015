package dev.flint.runtime.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncoderTest {
  @Test
  void everyHalfSurvives() {
    Encoder format = new F16();
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = half(bits);
      float back = roundTrip(format, value)[0];
      if (Float.isNaN(value)) {
        assertThat(back).isNaN();
      } else {
        assertThat(Float.floatToRawIntBits(back)).isEqualTo(Float.floatToRawIntBits(value));
      }
    }
  }

  /** The value of a half by its definition, independent of the library's conversion. */
  private static float half(int bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double magnitude;
    if (exponent == 0x1F) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = fraction * 0x1p-24;
    } else {
      magnitude = (1024 + fraction) * Math.pow(2, exponent - 25);
    }
    return (float) (bits >> 15 == 0 ? magnitude : -magnitude);
  }

  @ParameterizedTest
  @CsvSource({
    "0x3F800000, 0x3F80", // 1
    "0x3F808000, 0x3F80", // a tie goes to the even
    "0x3F818000, 0x3F82", // and this one upwards
    "0x3F808001, 0x3F81", // just above a tie
    "0xBF808001, 0xBF81", // negative, too
    "0x7F7FFFFF, 0x7F80", // beyond the largest is infinity
    "0x7F800001, 0x7FC0", // a NaN stays one
    "0x00000001, 0x0000",
  })
  void roundsToBf16(String single, String expected) {
    float value = Float.intBitsToFloat((int) Long.parseLong(single.substring(2), 16));
    byte[] bytes = new byte[2];
    new BF16().encode(new float[] {value}, 0, 1, MemorySegment.ofArray(bytes), 0);
    assertThat((bytes[1] & 0xFF) << 8 | bytes[0] & 0xFF).isEqualTo(Integer.decode(expected));
  }

  @Test
  void roundsHalvesAwayFromZeroInQ8_0() {
    float[] block = new float[32];
    block[0] = 127; // the scale is 1
    block[1] = 2.5f;
    block[2] = -2.5f;
    block[3] = 0.49999997f;
    block[4] = -126.5f;
    assertThat(Arrays.copyOf(roundTrip(new Q8_0(), block), 6))
        .containsExactly(127, 3, -3, 0, -127, 0);
  }

  @Test
  void givesTheLargestItsOwnSignInQ4_0() {
    float[] block = new float[32];
    block[0] = 8; // becomes code -8 with a scale of -1
    block[1] = -7;
    block[2] = -8; // one more than the codes reach on this side
    block[3] = 3.4f;
    block[16] = 1;
    float[] back = roundTrip(new Q4_0(), block);
    assertThat(Arrays.copyOf(back, 5)).containsExactly(8, -7, -7, 3, -0f);
    assertThat(back[16]).isEqualTo(1);
  }

  @Test
  void keepsZeros() {
    for (Format format : Formats.ALL) {
      if (format instanceof Encoder encoder) {
        for (float value : roundTrip(encoder, new float[32])) {
          assertThat(value == 0).as("%s", format).isTrue(); // of either sign
        }
      }
    }
  }

  @Test
  void staysWithinHalfAStep() {
    Random random = new Random(3);
    float[] values = new float[64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    assertThat(worst(new F32(), values)).isZero();
    assertThat(worst(new F16(), values)).isLessThan(0x1p-10f);
    assertThat(worst(new BF16(), values)).isLessThan(0x1p-7f);
    assertThat(worst(new Q8_0(), values)).isBetween(1e-4f, 4.5f / 254);
    assertThat(worst(new Q4_0(), values)).isBetween(1e-2f, 4.5f / 8);
  }

  @Test
  void holdsTheLargest() {
    for (Format format : Formats.ALL) {
      if (format instanceof Encoder encoder) {
        float[] block = new float[32];
        block[0] = encoder.largest();
        block[1] = -encoder.largest();
        for (float value : roundTrip(encoder, block)) {
          assertThat(value).as("%s", format).isFinite();
        }
      }
    }
  }

  private static float worst(Encoder format, float[] values) {
    float[] back = roundTrip(format, values);
    float worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - back[i]));
    }
    return worst;
  }

  /** Encodes and decodes at offsets other than zero. */
  private static float[] roundTrip(Encoder format, float... values) {
    float[] shifted = new float[values.length + 3];
    System.arraycopy(values, 0, shifted, 3, values.length);
    MemorySegment bytes = MemorySegment.ofArray(new byte[5 + (int) format.bytes(values.length)]);
    format.encode(shifted, 3, values.length, bytes, 5);
    float[] back = new float[values.length + 2];
    format.decode(bytes, 5, back, 2, values.length);
    return Arrays.copyOfRange(back, 2, back.length);
  }
}
