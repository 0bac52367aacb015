package dev.flint.runtime.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class FormatsTest {
  @Test
  void findsEachByItsNumberAndItsName() {
    for (Format format : Formats.ALL) {
      assertThat(Formats.byId(format.ggmlId())).contains(format);
      assertThat(Formats.byLabel(format.label())).contains(format);
    }
    assertThat(Formats.ALL).hasSize(7).doesNotHaveDuplicates();
    assertThat(Formats.byId(4)).isEmpty();
    assertThat(Formats.byLabel("q4_k")).isEmpty();
  }

  @Test
  void unpacksTheScalesOfQ4_K() {
    byte[] block = new byte[144];
    block[1] = 0x3C; // d = 1
    block[3] = 0x3C; // dmin = 1
    block[4] = (byte) 0xC1; // group 0: scale 1; group 4: scale's top bits 11
    block[8] = 0x42; // group 0: minimum 2; group 4: minimum's top bits 01
    block[12] = 0x5A; // group 4: scale's low bits 1010, minimum's 0101
    block[16] = (byte) 0x97; // value 0 of group 0 is 7, of group 1 is 9
    block[16 + 64] = 3; // value 0 of group 4
    float[] values = new float[256];
    new Q4_K().decode(MemorySegment.ofArray(block), 0, values, 0, 256);
    assertThat(values[0]).isEqualTo(1 * 7 - 2);
    assertThat(values[1]).isEqualTo(-2);
    assertThat(values[32]).isZero(); // group 1 has scale and minimum 0
    assertThat(values[128]).isEqualTo(0b111010 * 3 - 0b010101);
  }

  @Test
  void unpacksTheGroupsOfQ6_K() {
    byte[] block = new byte[210];
    block[209] = 0x3C; // d = 1
    block[192] = 1; // scale of values 0 to 15
    block[192 + 2] = -2; // of values 32 to 47
    block[192 + 15] = 3; // of values 240 to 255
    block[0] = 0x5; // low bits of values 0 and, above, 64
    block[128] = 0b0110; // top bits of value 0, then of value 32
    block[64 + 63] = (byte) 0xF0; // low bits of values 223 and, above, 255
    block[128 + 63] = (byte) 0b11000000; // top bits of value 255
    float[] values = new float[256];
    new Q6_K().decode(MemorySegment.ofArray(block), 0, values, 0, 256);
    assertThat(values[0]).isEqualTo(0b100101 - 32);
    assertThat(values[1]).isEqualTo(-32);
    assertThat(values[16]).isZero(); // its group has scale 0
    assertThat(values[32]).isEqualTo(-2 * (0b010000 - 32));
    assertThat(values[255]).isEqualTo(3 * (0b111111 - 32));
  }
}
