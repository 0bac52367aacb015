package dev.flint.runtime.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** Blocks written by hand, a bit here and there: which bit belongs to which value. */
final class LayoutTest {
  @Test
  void packsTheScalesOfQ4_K() {
    byte[] block = new byte[144];
    block[1] = 0x3C; // d = 1
    block[3] = 0x3C; // dmin = 1
    block[4] = (byte) 0xC1; // group 0: scale 1; group 4: scale's top bits 11
    block[8] = 0x42; // group 0: minimum 2; group 4: minimum's top bits 01
    block[12] = 0x5A; // group 4: scale's low bits 1010, minimum's 0101
    block[16] = (byte) 0x97; // value 0 of group 0 is 7, of group 1 is 9
    block[16 + 64] = 3; // value 0 of group 4
    float[] values = decoded(new Q4_K(), block);
    assertThat(values[0]).isEqualTo(1 * 7 - 2);
    assertThat(values[1]).isEqualTo(-2);
    assertThat(values[32]).isZero(); // group 1 has scale and minimum 0
    assertThat(values[128]).isEqualTo(0b111010 * 3 - 0b010101);
  }

  @Test
  void spreadsTheGroupsOfQ6_K() {
    byte[] block = new byte[210];
    block[209] = 0x3C; // d = 1
    block[192] = 1; // scale of values 0 to 15
    block[192 + 2] = -2; // of values 32 to 47
    block[192 + 15] = 3; // of values 240 to 255
    block[0] = 0x5; // low bits of values 0 and, above, 64
    block[128] = 0b0110; // top bits of value 0, then of value 32
    block[64 + 63] = (byte) 0xF0; // low bits of values 223 and, above, 255
    block[128 + 63] = (byte) 0b11000000; // top bits of value 255
    float[] values = decoded(new Q6_K(), block);
    assertThat(values[0]).isEqualTo(0b100101 - 32);
    assertThat(values[1]).isEqualTo(-32);
    assertThat(values[16]).isZero(); // its group has scale 0
    assertThat(values[32]).isEqualTo(-2 * (0b010000 - 32));
    assertThat(values[255]).isEqualTo(3 * (0b111111 - 32));
  }

  @Test
  void offsetsTheNibblesOfQ4_1() {
    byte[] block = new byte[20];
    block[1] = 0x3C; // d = 1
    block[3] = (byte) 0xC0; // m = -2
    block[4] = (byte) 0x97; // values 0 and 16
    block[19] = (byte) 0xF0; // values 15 and 31
    float[] values = decoded(new Q4_1(), block);
    assertThat(values[0]).isEqualTo(7 - 2);
    assertThat(values[15]).isEqualTo(-2);
    assertThat(values[16]).isEqualTo(9 - 2);
    assertThat(values[31]).isEqualTo(15 - 2);
  }

  @Test
  void joinsTheTopBitsOfQ5_0() {
    byte[] block = new byte[22];
    block[1] = 0x3C; // d = 1
    block[2] = 0b10; // top bit of value 1
    block[5] = (byte) 0x80; // of value 31
    block[6] = (byte) 0x97; // low bits of values 0 and 16
    block[7] = 0x01; // of values 1 and 17
    block[21] = (byte) 0xF0; // of values 15 and 31
    float[] values = decoded(new Q5_0(), block);
    assertThat(values[0]).isEqualTo(7 - 16);
    assertThat(values[1]).isEqualTo(17 - 16);
    assertThat(values[16]).isEqualTo(9 - 16);
    assertThat(values[17]).isEqualTo(-16);
    assertThat(values[31]).isEqualTo(31 - 16);
  }

  @Test
  void joinsTheTopBitsOfQ5_1() {
    byte[] block = new byte[24];
    block[1] = 0x3C; // d = 1
    block[3] = 0x40; // m = 2
    block[4] = 0b10; // top bit of value 1
    block[7] = (byte) 0x80; // of value 31
    block[8] = (byte) 0x97; // low bits of values 0 and 16
    block[9] = 0x01; // of values 1 and 17
    block[23] = (byte) 0xF0; // of values 15 and 31
    float[] values = decoded(new Q5_1(), block);
    assertThat(values[0]).isEqualTo(7 + 2);
    assertThat(values[1]).isEqualTo(17 + 2);
    assertThat(values[16]).isEqualTo(9 + 2);
    assertThat(values[17]).isEqualTo(2);
    assertThat(values[31]).isEqualTo(31 + 2);
  }

  @Test
  void spreadsTheGroupsOfQ5_K() {
    byte[] block = new byte[176];
    block[1] = 0x3C; // d = 1
    block[3] = 0x3C; // dmin = 1
    block[5] = 1; // group 1: scale 1
    block[9] = 2; // group 1: minimum 2
    block[15] = 0x43; // group 7: scale 3, minimum 4
    block[16] = 0b00000010; // top bit of value 0 of group 1
    block[47] = (byte) 0b10000000; // of value 31 of group 7
    block[48] = (byte) 0x97; // low bits of value 0 of groups 0 and 1
    block[175] = 0x5F; // of value 31 of groups 6 and 7
    float[] values = decoded(new Q5_K(), block);
    assertThat(values[0]).isZero(); // group 0 has scale and minimum 0
    assertThat(values[32]).isEqualTo(1 * (16 + 9) - 2);
    assertThat(values[33]).isEqualTo(-2);
    assertThat(values[223]).isZero();
    assertThat(values[255]).isEqualTo(3 * (16 + 5) - 4);
  }

  @Test
  void spreadsTheGroupsOfQ2_K() {
    byte[] block = new byte[84];
    block[81] = 0x3C; // d = 1
    block[83] = 0x40; // dmin = 2
    block[0] = 0x21; // values 0 to 15: scale 1, minimum 2
    block[3] = 0x05; // values 48 to 63: scale 5
    block[15] = (byte) 0xF3; // values 240 to 255: scale 3, minimum 15
    block[16] = 0b0110; // value 0 is 2, value 32 is 1
    block[16 + 31] = 0b1000; // value 63
    block[16 + 63] = (byte) 0b11000000; // value 255
    float[] values = decoded(new Q2_K(), block);
    assertThat(values[0]).isEqualTo(1 * 2 - 2 * 2);
    assertThat(values[1]).isEqualTo(-2 * 2);
    assertThat(values[32]).isZero(); // its group has scale and minimum 0
    assertThat(values[63]).isEqualTo(5 * 2);
    assertThat(values[254]).isEqualTo(-2 * 15);
    assertThat(values[255]).isEqualTo(3 * 3 - 2 * 15);
  }

  @Test
  void spreadsTheGroupsOfQ3_K() {
    byte[] block = new byte[110];
    block[109] = 0x3C; // d = 1
    block[96] = 0x51; // low bits of the scales of groups 0, 0001, and 8, 0101
    block[104] = 0b00100110; // top bits of groups 0, 4, 8 and 12: 10, 01, 10 and 00
    block[107] = (byte) 0b11000000; // top bits of group 15: 11
    block[0] = 0b00010001; // top bits of values 0 and 128
    block[32] = 0b0110; // low bits of value 0, 2, and of value 32, 1
    block[32 + 63] = (byte) 0b11000000; // of value 255
    float[] values = decoded(new Q3_K(), block);
    assertThat(values[0]).isEqualTo((0b100001 - 32) * (0b110 - 4));
    assertThat(values[1]).isEqualTo((0b100001 - 32) * -4);
    assertThat(values[32]).isEqualTo(-32 * (0b001 - 4));
    assertThat(values[64]).isEqualTo((0b010000 - 32) * -4);
    assertThat(values[128]).isEqualTo((0b100101 - 32) * (0b100 - 4));
    assertThat(values[129]).isEqualTo((0b100101 - 32) * -4);
    assertThat(values[254]).isEqualTo((0b110000 - 32) * -4);
    assertThat(values[255]).isEqualTo((0b110000 - 32) * (0b011 - 4));
  }

  private static float[] decoded(Format format, byte[] block) {
    assertThat(block).hasSize(format.blockBytes());
    float[] values = new float[format.blockLength()];
    format.decode(MemorySegment.ofArray(block), 0, values, 0, values.length);
    return values;
  }
}
