// Quantised weights times quantised activations, a lane a row, in the order that the contract of
// dev.flint.runtime.kernel.Kernels writes down: integers exactly inside a group of 16, then one
// chain of fma per output.
#include "codes.h"

// A stretch of one band taken apart: four codes to a word, a word to a row.
typedef struct {
  uint8_t codes[CHUNK / 4][4 * ROWS];
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
    int g, int first, vf t[PARTS][TILE]) {
  vi s[PARTS][TILE], wide[PARTS][TILE];
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
  vf t[PARTS][TILE], total[PARTS][TILE];
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
  for (int b = 0; b < blocks; b++) {
    const uint8_t *block = band + (int64_t)b * f.bytes * ROWS;
    for (int part = 0; part < PARTS; part++) {
      scales_of(f.id, block, part, &p->scales[b][part]);
#pragma GCC unroll 16
      for (int g = 0; g < f.length / GROUP; g++) {
#pragma GCC unroll 4
        for (int q = 0; q < 4; q++) {
          uint8_t *to = p->codes[(b * (f.length / GROUP) + g) * 4 + q];
          vi code = codes(f.id, block, part, g / f.stretch, g % f.stretch, q);
          vi_store(to + part * 4 * LANES, code);
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

// Bands unpacked side by side, so that they share the activations in the cache; columns that keep
// their sums there; columns from which unpacking pays for itself.
enum { BANDS = 4, COLUMNS = 256, UNPACKED = 12 };

#define NOT_INLINED static __attribute__((noinline))
#define PRODUCT(name)                                                                            \
  NOT_INLINED void direct1_##name(const uint8_t *band, inputs x, int blocks, float *sums) {      \
    direct(FORMAT_##name, 1, band, x, blocks, sums);                                             \
  }                                                                                              \
  NOT_INLINED void direct2_##name(const uint8_t *band, inputs x, int blocks, float *sums) {      \
    direct(FORMAT_##name, 2, band, x, blocks, sums);                                             \
  }                                                                                              \
  NOT_INLINED void direct4_##name(const uint8_t *band, inputs x, int blocks, float *sums) {      \
    direct(FORMAT_##name, 4, band, x, blocks, sums);                                             \
  }                                                                                              \
  NOT_INLINED void unpack_##name(const uint8_t *band, int blocks, panel *p) {                    \
    unpack(FORMAT_##name, band, blocks, p);                                                      \
  }                                                                                              \
  NOT_INLINED void tile1_##name(const panel *p, inputs x, int blocks, float *sums) {             \
    tile(FORMAT_##name, 1, p, x, blocks, sums);                                                  \
  }                                                                                              \
  NOT_INLINED void tile_##name(const panel *p, inputs x, int blocks, float *sums) {              \
    tile(FORMAT_##name, TILE, p, x, blocks, sums);                                               \
  }
PRODUCT(Q4_0)
PRODUCT(Q4_1)
PRODUCT(Q5_0)
PRODUCT(Q5_1)
PRODUCT(Q8_0)
PRODUCT(Q2_K)
PRODUCT(Q3_K)
PRODUCT(Q4_K)
PRODUCT(Q5_K)
PRODUCT(Q6_K)

typedef struct {
  format f;
  void (*direct1)(const uint8_t *band, inputs x, int blocks, float *sums);
  void (*direct2)(const uint8_t *band, inputs x, int blocks, float *sums);
  void (*direct4)(const uint8_t *band, inputs x, int blocks, float *sums);
  void (*unpack)(const uint8_t *band, int blocks, panel *p);
  void (*tile1)(const panel *p, inputs x, int blocks, float *sums);
  void (*tile)(const panel *p, inputs x, int blocks, float *sums);
} kernels;

static kernels kernels_of(int id) {
#define CASE(name)                                                                               \
  case name:                                                                                     \
    return (kernels){FORMAT_##name, direct1_##name, direct2_##name, direct4_##name,                \
                     unpack_##name, tile1_##name, tile_##name};
  switch (id) {
    CASE(Q4_0)
    CASE(Q4_1)
    CASE(Q5_0)
    CASE(Q5_1)
    CASE(Q8_0)
    CASE(Q2_K)
    CASE(Q3_K)
    CASE(Q4_K)
    CASE(Q5_K)
    default: CASE(Q6_K)
  }
}

// Weaves `blocks` blocks of each row from block `first` on, as Bands.weave does.
static void weave(
    format f, const uint8_t *rows, int64_t row_bytes, int count, int first, int blocks,
    uint8_t *band) {
  const int words = f.bytes / 4, half = f.bytes % 4 == 0 ? -1 : f.length == 32 ? 0 : 4 * words;
  for (int r = 0; r < count; r++) {
    const uint8_t *from = rows + r * row_bytes + (int64_t)first * f.bytes;
    uint8_t *to = band;
    for (int b = 0; b < blocks; b++, from += f.bytes, to += ROWS * f.bytes) {
      if (half >= 0) {
        memcpy(to + ROWS * half + 2 * r, from + half, 2);
      }
      for (int o = half == 0 ? 2 : 0; o + 4 <= f.bytes; o += 4) {
        memcpy(to + ROWS * o + 4 * r, from + o, 4);
      }
    }
  }
}

// One stretch of one band times `n` columns; the panel is room for it.
static void multiply_chunk(
    const kernels *k, const uint8_t *band, const activations *x, int64_t column, int n, int64_t at,
    int blocks, float *sums) {
  int c = 0;
  for (; c + 4 <= n; c += 4) {
    k->direct4(band, inputs_at(k->f, x, column + c, at), blocks, sums + c * ROWS);
  }
  if (c + 2 <= n) {
    k->direct2(band, inputs_at(k->f, x, column + c, at), blocks, sums + c * ROWS);
    c += 2;
  }
  if (c < n) {
    k->direct1(band, inputs_at(k->f, x, column + c, at), blocks, sums + c * ROWS);
  }
}

// Several unpacked stretches, one below the other, times `n` columns.
static void multiply_panels(
    const kernels *k, const panel *panels, int bands, const activations *x, int64_t column, int n,
    int64_t at, int blocks, float sums[BANDS][COLUMNS * ROWS]) {
  int c = 0;
  for (; c + TILE <= n; c += TILE) {
    for (int i = 0; i < bands; i++) {
      k->tile(&panels[i], inputs_at(k->f, x, column + c, at), blocks, sums[i] + c * ROWS);
    }
  }
  for (; c < n; c++) {
    for (int i = 0; i < bands; i++) {
      k->tile1(&panels[i], inputs_at(k->f, x, column + c, at), blocks, sums[i] + c * ROWS);
    }
  }
}

// `rows` rows, from the first of a band on, for all columns: out[at + column * stride + row].
EXPORTED void NAMED(flint_product)(
    int32_t id, int32_t woven, const uint8_t *weights, int32_t rows, int32_t columns,
    int64_t width, const int8_t *q, const float *scales, const int32_t *sums,
    const float *offsets16, const float *offsets32, float *out, int64_t at, int64_t stride) {
  const kernels k = kernels_of(id);
  const activations x = {q, scales, sums, offsets16, offsets32, width};
  const int64_t row_bytes = width / k.f.length * k.f.bytes;
  out += at;
  panel panels[BANDS];
  float acc[BANDS][COLUMNS * ROWS] __attribute__((aligned(64)));
  uint8_t scratch[CHUNK / 32 * 34 * ROWS] __attribute__((aligned(64)));
  memset(scratch, 0, sizeof scratch);
  for (int row = 0; row < rows; row += BANDS * ROWS) {
    const int left = (rows - row + ROWS - 1) / ROWS, bands = left < BANDS ? left : BANDS;
    for (int column = 0; column < columns; column += COLUMNS) {
      const int n = columns - column < COLUMNS ? columns - column : COLUMNS;
      for (int i = 0; i < bands; i++) {
        memset(acc[i], 0, sizeof(float) * n * ROWS);
      }
      // Few columns: band after band, as the weights lie. Many: stretch after stretch, so that the
      // bands share the columns.
      const int outer = n < UNPACKED ? bands : 1, inner = n < UNPACKED ? 1 : bands;
      for (int o = 0; o < outer; o++) {
        for (int64_t k0 = 0; k0 < width; k0 += CHUNK) {
          const int blocks = (int)((width - k0 < CHUNK ? width - k0 : CHUNK) / k.f.length);
          for (int i = o; i < o + inner; i++) {
            const int first = row + i * ROWS, count = rows - first < ROWS ? rows - first : ROWS;
            const uint8_t *band = weights + first * row_bytes;
            if (woven) {
              band += k0 / k.f.length * k.f.bytes * ROWS;
            } else {
              weave(k.f, band, row_bytes, count, (int)(k0 / k.f.length), blocks, scratch);
              band = scratch;
            }
            if (n < UNPACKED) {
              multiply_chunk(&k, band, &x, column, n, k0, blocks, acc[i]);
            } else {
              k.unpack(band, blocks, &panels[i]);
            }
          }
          if (n >= UNPACKED) {
            multiply_panels(&k, panels, bands, &x, column, n, k0, blocks, acc);
          }
        }
      }
      for (int i = 0; i < bands; i++) {
        const int first = row + i * ROWS, count = rows - first < ROWS ? rows - first : ROWS;
        for (int c = 0; c < n; c++) {
          memcpy(out + (column + c) * stride + first, acc[i] + c * ROWS, count * sizeof(float));
        }
      }
    }
  }
}
