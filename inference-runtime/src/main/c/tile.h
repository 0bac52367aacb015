// The inner kernels of quantised products: a few columns times a stretch of a band, a lane a row.
// Integers are summed exactly inside a group of 16, then one chain of fma per output, as the
// contract of dev.flint.runtime.kernel.Kernels writes down.
#ifndef FLINT_TILE_H
#define FLINT_TILE_H

#include "codes.h"

// Columns that one call of a kernel takes at most.
enum { MOST_COLUMNS = TILE > 4 ? TILE : 4 };

// A stretch of one band taken apart: four codes to a word, a word to a row.
typedef struct {
  uint8_t codes[CHUNK / 4][4 * ROWS] __attribute__((aligned(64)));
  block_scales scales[MOST_BLOCKS][PARTS];
} panel;

// One stretch of columns of activations.
typedef struct {
  const int8_t *q;
  const float *scales;
  const int32_t *sums;
  const float *offsets;  // of one or two groups, as the format's scale groups have
  int64_t width;
} inputs;

FLAT inputs inputs_at(format f, const activations *x, int64_t column, int64_t k) {
  const int64_t at = column * x->width + k;
  const float *offsets = f.each == 1 ? x->offsets16 + at / GROUP : x->offsets32 + at / (2 * GROUP);
  return (inputs){x->q + at, x->scales + at / GROUP, x->sums + at / GROUP, offsets, x->width};
}

// Adds one activation group of `count` columns to t; `first` in its scale group or not.
FLAT void add_group(
    format f, int count, const uint8_t *block, int unpacked, inputs x, int at, int n,
    int g, int first, vf t[PARTS][MOST_COLUMNS]) {
  vi s[PARTS][MOST_COLUMNS], wide[PARTS][MOST_COLUMNS];
#pragma GCC unroll 4
  for (int q = 0; q < 4; q++) {
    vi w[PARTS];
#pragma GCC unroll 4
    for (int part = 0; part < PARTS; part++) {
      w[part] = unpacked
          ? vi_load(block + (4 * at + q) * 4 * ROWS + part * 4 * LANES)
          : codes(f.id, block, part, n, g, q);
    }
#pragma GCC unroll 8
    for (int c = 0; c < count; c++) {
      int32_t four;
      memcpy(&four, x.q + c * x.width + at * GROUP + 4 * q, 4);
      const vi a = vi_all(four);
#pragma GCC unroll 4
      for (int part = 0; part < PARTS; part++) {
        const int begins = q == 0 || (q == 2 && f.width == SIX_BITS && SIX_BITS_OVERFLOW);
        s[part][c] = begins ? dot_first(f.width, w[part], a)
                            : dot_next(f.width, s[part][c], w[part], a);
        if (q == 1 && f.width == SIX_BITS && SIX_BITS_OVERFLOW) {
          wide[part][c] = dot_end(f.width, s[part][c]);
        }
      }
    }
  }
#pragma GCC unroll 8
  for (int c = 0; c < count; c++) {
    const int64_t group = c * (x.width / GROUP) + at;
    const vf scale = vf_all(x.scales[group]);
    const vi zero = f.zero ? vi_shl(vi_all(x.sums[group]), f.zero) : vi_all(0);
#pragma GCC unroll 4
    for (int part = 0; part < PARTS; part++) {
      vi sum = dot_end(f.width, s[part][c]);
      if (f.width == SIX_BITS && SIX_BITS_OVERFLOW) {
        sum = vi_add(sum, wide[part][c]);
      }
      if (f.zero) {
        sum = vi_sub(sum, zero);
      }
      t[part][c] = first ? vf_mul(vf_of(sum), scale) : vf_fma(vf_of(sum), scale, t[part][c]);
    }
  }
}

// Bytes of a cache line, and how far ahead weights are asked for: the processor's own guess comes
// too late for a kernel that does more than read.
enum { LINE = 64, AHEAD = 3072 };

// Adds one block of one band to the sums of `count` columns.
FLAT void add_block(
    format f, int count, const uint8_t *block, int unpacked, const block_scales *scales,
    inputs x, int b, float *sums) {
  vf t[PARTS][MOST_COLUMNS], total[PARTS][MOST_COLUMNS];
  const int groups = f.length / GROUP, stretch = unpacked ? f.each : f.stretch;
  const int scaled = stretch / f.each;
  for (int c = 0; c < count; c++) {
    for (int part = 0; part < PARTS; part++) {
      total[part][c] = vf_all(0);
    }
  }
#pragma GCC unroll 1
  for (int n = 0; n < groups / stretch; n++) {
    if (!unpacked) {
      const int share = f.bytes * ROWS / (groups / stretch);
      for (int line = 0; line < share; line += LINE) {
        __builtin_prefetch(block + AHEAD + n * share + line);
      }
    }
#pragma GCC unroll 8
    for (int j = 0; j < scaled; j++) {
#pragma GCC unroll 2
      for (int i = 0; i < f.each; i++) {
        const int g = j * f.each + i;
        add_group(f, count, block, unpacked, x, b * groups + n * stretch + g, n, g, i == 0, t);
      }
#pragma GCC unroll 8
      for (int c = 0; c < count; c++) {
#pragma GCC unroll 4
        for (int part = 0; part < PARTS; part++) {
          total[part][c] = f.groups == 1
              ? t[part][c]
              : vf_fma(t[part][c], scales[part].scale[n * scaled + j], total[part][c]);
        }
      }
    }
  }
#pragma GCC unroll 8
  for (int c = 0; c < count; c++) {
    const float *offsets = x.offsets + (c * x.width + b * f.length) / (f.each * GROUP);
#pragma GCC unroll 4
    for (int part = 0; part < PARTS; part++) {
      float *at = sums + c * ROWS + part * LANES;
      vf sum = vf_fma(scales[part].d, total[part][c], vf_load(at));
      if (f.mins) {
        vf least = vf_mul(vf_all(offsets[0]), scales[part].min[0]);
        for (int j = 1; j < f.groups; j++) {
          least = vf_fma(vf_all(offsets[j]), scales[part].min[j], least);
        }
        sum = vf_fma(scales[part].dmin, least, sum);
      }
      vf_store(at, sum);
    }
  }
}

// Few columns: codes go from memory through registers into the sums.
FLAT void direct(format f, int count, const uint8_t *band, inputs x, int blocks, float *sums) {
  for (int b = 0; b < blocks; b++) {
    const uint8_t *block = band + (int64_t)b * f.bytes * ROWS;
    block_scales scales[PARTS];
    for (int part = 0; part < PARTS; part++) {
      scales_of(f.id, block, part, &scales[part]);
    }
    add_block(f, count, block, 0, scales, x, b, sums);
  }
}

FLAT void unpack(format f, const uint8_t *band, int blocks, panel *p) {
  const int groups = f.length / GROUP;
  for (int b = 0; b < blocks; b++) {
    const uint8_t *block = band + (int64_t)b * f.bytes * ROWS;
    for (int line = 0; line < f.bytes * ROWS; line += LINE) {
      __builtin_prefetch(block + AHEAD + line);
    }
    for (int part = 0; part < PARTS; part++) {
      scales_of(f.id, block, part, &p->scales[b][part]);
#pragma GCC unroll 16
      for (int g = 0; g < groups; g++) {
#pragma GCC unroll 4
        for (int q = 0; q < 4; q++) {
          const int word = (b * groups + g) * 4 + q;
          const vi code = codes(f.id, block, part, g / f.stretch, g % f.stretch, q);
          vi_store(p->codes[word] + part * 4 * LANES, code);
        }
      }
    }
  }
}

FLAT void tile(format f, int count, const panel *p, inputs x, int blocks, float *sums) {
  for (int b = 0; b < blocks; b++) {
    add_block(f, count, p->codes[0], 1, p->scales[b], x, b, sums);
  }
}

#endif
