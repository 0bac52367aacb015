package dev.flint.runtime.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every quantised format promises to the kernels, on blocks of random bytes. */
final class QuantizedTest {
  /** What a kernel relies on; codes run from 0 to {@code largest}. */
  record Facts(Quantized format, int group, boolean mins, int zero, int largest, int halfAt) {}

  static final List<Facts> FACTS =
      List.of(
          new Facts(new Q8_0(), 32, false, 128, 255, 0),
          new Facts(new Q6_K(), 16, false, 32, 63, 208),
          new Facts(new Q5_1(), 32, true, 0, 31, -1),
          new Facts(new Q5_K(), 32, true, 0, 31, -1),
          new Facts(new Q5_0(), 32, false, 16, 31, 0),
          new Facts(new Q4_1(), 32, true, 0, 15, -1),
          new Facts(new Q4_K(), 32, true, 0, 15, -1),
          new Facts(new Q4_0(), 32, false, 8, 15, 0),
          new Facts(new Q3_K(), 16, false, 4, 7, 108),
          new Facts(new Q2_K(), 16, true, 0, 3, -1));

  private final Random random = new Random(7);

  @Test
  void coversEveryQuantisedFormat() {
    List<Format> quantised = Formats.ALL.stream().filter(Quantized.class::isInstance).toList();
    assertThat(FACTS.stream().<Format>map(Facts::format).toList()).isEqualTo(quantised);
  }

  @ParameterizedTest
  @FieldSource("FACTS")
  void statesWhatKernelsRelyOn(Facts facts) {
    Quantized format = facts.format();
    assertThat(format.groupLength()).isEqualTo(facts.group());
    assertThat(format.hasMins()).isEqualTo(facts.mins());
    assertThat(format.zero()).isEqualTo(facts.zero());
    assertThat(format.halfAt()).isEqualTo(facts.halfAt());
    assertThat(format.blockBytes() % 4).isEqualTo(facts.halfAt() < 0 ? 0 : 2);
  }

  @ParameterizedTest
  @FieldSource("FACTS")
  void valuesFillTheRangeOfTheirCodes(Facts facts) {
    Quantized format = facts.format();
    byte[] q = new byte[Quantized.MAX_BLOCK];
    boolean[] seen = new boolean[facts.largest() + 1];
    for (int block = 0; block < 500; block++) {
      format.unpackValues(randomBlock(format), 0, q);
      for (int i = 0; i < format.blockLength(); i++) {
        int code = q[i] + format.zero();
        assertThat(code).isBetween(0, facts.largest());
        seen[code] = true;
      }
    }
    assertThat(seen).doesNotContain(false);
  }

  @ParameterizedTest
  @FieldSource("FACTS")
  void theLeftOverHalfIsTheScale(Facts facts) {
    Quantized format = facts.format();
    Quantized.Scales scales = new Quantized.Scales();
    for (int block = 0; block < 50 && format.halfAt() >= 0; block++) {
      MemorySegment source = randomBlock(format);
      float d = random.nextInt(1, 2048) * (float) Math.scalb(1, random.nextInt(-24, 5));
      source.set(F16.BITS, format.halfAt(), Float.floatToFloat16(d));
      format.unpackScales(source, 0, scales);
      assertThat(scales.d).isEqualTo(d);
    }
  }

  /** Both sides round once at most: products of a scale and a code are exact in a float. */
  @ParameterizedTest
  @FieldSource("FACTS")
  void whatIsUnpackedDecodesToTheSame(Facts facts) {
    Quantized format = facts.format();
    byte[] q = new byte[Quantized.MAX_BLOCK];
    Quantized.Scales scales = new Quantized.Scales();
    float[] decoded = new float[2 * format.blockLength()];
    for (int block = 0; block < 200; block++) {
      MemorySegment source = randomBlock(format);
      MemorySegment between = MemorySegment.ofArray(new byte[3 * format.blockBytes() + 1]);
      between.asSlice(format.blockBytes() + 1L).copyFrom(source);
      between.asSlice(2L * format.blockBytes() + 1).copyFrom(source);
      format.decode(between, format.blockBytes() + 1L, decoded, 0, decoded.length);
      format.unpackValues(between, format.blockBytes() + 1L, q);
      format.unpackScales(between, format.blockBytes() + 1L, scales);
      for (int i = 0; i < decoded.length; i++) {
        int k = i % format.blockLength();
        int group = k / format.groupLength();
        float product = scales.d * scales.scales[group] * q[k];
        float value = format.hasMins() ? product - scales.dmin * scales.mins[group] : product;
        assertThat(decoded[i]).isEqualTo(value);
      }
    }
  }

  /** Any bytes whose scales are finite. */
  private MemorySegment randomBlock(Quantized format) {
    byte[] bytes = new byte[format.blockBytes()];
    Quantized.Scales scales = new Quantized.Scales();
    do {
      random.nextBytes(bytes);
      format.unpackScales(MemorySegment.ofArray(bytes), 0, scales);
    } while (!Float.isFinite(scales.d) || !Float.isFinite(scales.dmin));
    return MemorySegment.ofArray(bytes);
  }
}
