// The quantised formats, woven sixteen rows to a band: word o of a block is sixteen words side by
// side at byte 16 o, one for each row, so that all unpacking stays inside a lane. Numbers of
// formats are ggml's. See Bands and the classes of dev.flint.runtime.quant for the layouts.
#ifndef FLINT_CODES_H
#define FLINT_CODES_H

#include "lanes.h"

enum {
  Q4_0 = 2, Q4_1 = 3, Q5_0 = 6, Q5_1 = 7, Q8_0 = 8,
  Q2_K = 10, Q3_K = 11, Q4_K = 12, Q5_K = 13, Q6_K = 14
};

// What never changes within a format, known when a kernel is compiled.
typedef struct {
  int id;
  int width;      // of a code
  int zero;       // log2 of what is taken off a code; 0 for nothing
  int bytes;      // of a block of one row
  int length;     // values in a block
  int groups;     // scale groups in a block
  int each;       // activation groups of 16 in a scale group
  int stretch;    // activation groups that repeat one pattern of shifts
  int mins;       // whether the format has minima
} format;

#define FORMAT(id, width, zero, bytes, length, groups, each, stretch, mins) \
  ((format){id, width, zero, bytes, length, groups, each, stretch, mins})
// Signed bytes count as they are, where the processor multiplies signed bytes.
#define ZERO_OF_BYTES (BYTES_ARE_SIGNED ? 0 : 7)
#define FORMAT_Q4_0 FORMAT(Q4_0, FIVE_BITS, 3, 18, 32, 1, 2, 2, 0)
#define FORMAT_Q4_1 FORMAT(Q4_1, FIVE_BITS, 0, 20, 32, 1, 2, 2, 1)
#define FORMAT_Q5_0 FORMAT(Q5_0, FIVE_BITS, 4, 22, 32, 1, 2, 2, 0)
#define FORMAT_Q5_1 FORMAT(Q5_1, FIVE_BITS, 0, 24, 32, 1, 2, 2, 1)
#define FORMAT_Q8_0 FORMAT(Q8_0, BYTES, ZERO_OF_BYTES, 34, 32, 1, 2, 2, 0)
#define FORMAT_Q2_K FORMAT(Q2_K, FIVE_BITS, 0, 84, 256, 16, 1, 8, 1)
#define FORMAT_Q3_K FORMAT(Q3_K, FIVE_BITS, 2, 110, 256, 16, 1, 8, 0)
#define FORMAT_Q4_K FORMAT(Q4_K, FIVE_BITS, 0, 144, 256, 8, 2, 4, 1)
#define FORMAT_Q5_K FORMAT(Q5_K, FIVE_BITS, 0, 176, 256, 8, 2, 4, 1)
#define FORMAT_Q6_K FORMAT(Q6_K, SIX_BITS, 5, 210, 256, 16, 1, 8, 0)

// Values unpacked at a time: one block of 256, or eight of 32.
enum { GROUP = 16, CHUNK = 256, MOST_BLOCKS = 8, MOST_GROUPS = 16 };

// What the values of one block share, for LANES rows; dmin negated, as the contract subtracts.
typedef struct {
  vf d, dmin, scale[MOST_GROUPS], min[MOST_GROUPS];
} block_scales;

#define WORD(o) vi_load(block + ROWS * (o) + 4 * LANES * part)
#define HALF(o) vf_halves(block + ROWS * (o) + 2 * LANES * part)

FLAT vi nibbles(vi w, int high) {
  return vi_and(high ? vi_shr(w, 4) : w, vi_all(0x0F0F0F0F));
}

// Four bits as the fifth bits of four codes.
FLAT vi fifth(vi bits) {
  vi spread = vi_mul(vi_and(bits, vi_all(15)), vi_all(0x00204081));
  return vi_shl(vi_and(spread, vi_all(0x01010101)), 4);
}

// Codes 4 q to 4 q + 3 of activation group g of stretch n of a block, unsigned (Q8_0 as it is).
FLAT vi codes(int id, const uint8_t *block, int part, int n, int g, int q) {
  switch (id) {
    case Q4_0: return nibbles(WORD(2 + 4 * q), g);
    case Q4_1: return nibbles(WORD(4 + 4 * q), g);
    case Q5_0: return vi_or(nibbles(WORD(6 + 4 * q), g), fifth(vi_shr(WORD(2), 16 * g + 4 * q)));
    case Q5_1: return vi_or(nibbles(WORD(8 + 4 * q), g), fifth(vi_shr(WORD(4), 16 * g + 4 * q)));
    case Q8_0: return WORD(2 + 16 * g + 4 * q);
    case Q4_K: return nibbles(WORD(16 + 32 * n + 16 * (g % 2) + 4 * q), g / 2);
    case Q5_K: {
      vi low = nibbles(WORD(48 + 32 * n + 16 * (g % 2) + 4 * q), g / 2);
      vi high = vi_shr(WORD(16 + 16 * (g % 2) + 4 * q), 2 * n + g / 2);
      return vi_or(low, vi_shl(vi_and(high, vi_all(0x01010101)), 4));
    }
    case Q6_K: {
      const int at = 16 * (g % 2) + 4 * q;
      vi low = nibbles(WORD(64 * n + 32 * (g / 2 % 2) + at), g / 4);
      vi high = vi_shr(WORD(128 + 32 * n + at), 2 * (g / 2));
      return vi_or(low, vi_shl(vi_and(high, vi_all(0x03030303)), 4));
    }
    case Q2_K: {
      vi w = WORD(16 + 32 * n + 16 * (g % 2) + 4 * q);
      return vi_and(vi_shr(w, 2 * (g / 2)), vi_all(0x03030303));
    }
    default: {  // Q3_K
      vi low = vi_shr(WORD(32 + 32 * n + 16 * (g % 2) + 4 * q), 2 * (g / 2));
      vi high = vi_shr(WORD(16 * (g % 2) + 4 * q), 4 * n + g / 2);
      return vi_or(vi_and(low, vi_all(0x03030303)), vi_shl(vi_and(high, vi_all(0x01010101)), 2));
    }
  }
}

FLAT vf byte_of(vi w, int i) { return vf_of(vi_and(vi_shr(w, 8 * i), vi_all(255))); }

// Twelve bytes with eight scales and eight minima of six bits (Q4_K, Q5_K).
FLAT void six_bits(block_scales *s, vi a, vi b, vi c) {
  const vi low = vi_all(0x3F3F3F3F), top = vi_all(0x30303030);
  const vi scales[2] = {vi_and(a, low), vi_or(nibbles(c, 0), vi_and(vi_shr(a, 2), top))};
  const vi mins[2] = {vi_and(b, low), vi_or(nibbles(c, 1), vi_and(vi_shr(b, 2), top))};
#pragma GCC unroll 8
  for (int j = 0; j < 8; j++) {
    s->scale[j] = byte_of(scales[j / 4], j % 4);
    s->min[j] = byte_of(mins[j / 4], j % 4);
  }
}

FLAT void scales_of(int id, const uint8_t *block, int part, block_scales *s) {
  switch (id) {
    case Q4_0:
    case Q5_0:
    case Q8_0: s->d = HALF(0); return;
    case Q4_1:
    case Q5_1:
      s->d = vf_low_halves(WORD(0));
      s->dmin = vf_low_halves(vi_shr(WORD(0), 16));  // w = d q + m: the minimum is -m
      s->min[0] = vf_all(1);
      return;
    case Q4_K:
    case Q5_K:
      s->d = vf_low_halves(WORD(0));
      s->dmin = vf_negative(vf_low_halves(vi_shr(WORD(0), 16)));
      six_bits(s, WORD(4), WORD(8), WORD(12));
      return;
    case Q6_K:
      s->d = HALF(208);
#pragma GCC unroll 16
      for (int j = 0; j < 16; j++) {
        s->scale[j] = vf_of(vi_sar(vi_shl(WORD(192 + j / 4 * 4), 24 - j % 4 * 8), 24));
      }
      return;
    case Q2_K:
      s->d = vf_low_halves(WORD(80));
      s->dmin = vf_negative(vf_low_halves(vi_shr(WORD(80), 16)));
#pragma GCC unroll 16
      for (int j = 0; j < 16; j++) {
        s->scale[j] = byte_of(nibbles(WORD(j / 4 * 4), 0), j % 4);
        s->min[j] = byte_of(nibbles(WORD(j / 4 * 4), 1), j % 4);
      }
      return;
    default:  // Q3_K
      s->d = HALF(108);
#pragma GCC unroll 16
      for (int j = 0; j < 16; j++) {
        vi top = vi_shl(vi_and(vi_shr(WORD(104), j / 4 * 2), vi_all(0x03030303)), 4);
        vi code = vi_or(nibbles(WORD(96 + j / 4 % 2 * 4), j / 8), top);
        s->scale[j] = vf_sub(byte_of(code, j % 4), vf_all(32));
      }
  }
}

#endif
