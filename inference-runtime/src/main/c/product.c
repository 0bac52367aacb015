// Quantised weights times quantised activations: bands of rows in stretches that fit the cache.
#include "tile.h"

// Bands unpacked side by side, so that they share the activations in the cache; columns that keep
// their sums there.
enum { BANDS = 4, COLUMNS = 256 };

#define NOT_INLINED static __attribute__((noinline))
#define PRODUCT(name)                                                                            \
  NOT_INLINED void direct1_##name(const uint8_t *band, inputs x, int blocks, float *sums) {      \
    direct(FORMAT_##name, 1, band, x, blocks, sums);                                             \
  }                                                                                              \
  NOT_INLINED void direct2_##name(const uint8_t *band, inputs x, int blocks, float *sums) {      \
    direct(FORMAT_##name, 2, band, x, blocks, sums);                                             \
  }                                                                                              \
  NOT_INLINED void unpack_##name(const uint8_t *band, int blocks, panel *p) {                    \
    unpack(FORMAT_##name, band, blocks, p);                                                      \
  }                                                                                              \
  NOT_INLINED void tile1_##name(const panel *p, inputs x, int blocks, float *sums) {             \
    tile(FORMAT_##name, 1, p, x, blocks, sums);                                                  \
  }                                                                                              \
  NOT_INLINED void tile2_##name(const panel *p, inputs x, int blocks, float *sums) {             \
    tile(FORMAT_##name, 2, p, x, blocks, sums);                                                  \
  }                                                                                              \
  NOT_INLINED void tile_##name(const panel *p, inputs x, int blocks, float *sums) {              \
    tile(FORMAT_##name, TILE, p, x, blocks, sums);                                               \
  }
// Blocks of 32 values are light enough to do without unpacking up to a dozen columns.
#define DIRECT4(name)                                                                            \
  NOT_INLINED void direct4_##name(const uint8_t *band, inputs x, int blocks, float *sums) {      \
    direct(FORMAT_##name, 4, band, x, blocks, sums);                                             \
  }
PRODUCT(Q4_0)
PRODUCT(Q4_1)
PRODUCT(Q5_0)
PRODUCT(Q5_1)
PRODUCT(Q8_0)
DIRECT4(Q4_0)
DIRECT4(Q4_1)
DIRECT4(Q5_0)
DIRECT4(Q5_1)
DIRECT4(Q8_0)
PRODUCT(Q2_K)
PRODUCT(Q3_K)
PRODUCT(Q4_K)
PRODUCT(Q5_K)
PRODUCT(Q6_K)

typedef void direct_kernel(const uint8_t *band, inputs x, int blocks, float *sums);
typedef void tile_kernel(const panel *p, inputs x, int blocks, float *sums);

typedef struct {
  format f;
  int unpacked;  // columns from which unpacking pays for itself
  direct_kernel *direct1, *direct2, *direct4;
  void (*unpack)(const uint8_t *band, int blocks, panel *p);
  tile_kernel *tile1, *tile2, *tile;
} kernels;

static kernels kernels_of(int id) {
#define CASE(name, columns, direct4)                                                             \
  case name:                                                                                     \
    return (kernels){FORMAT_##name, columns, direct1_##name, direct2_##name, direct4,            \
                     unpack_##name, tile1_##name, tile2_##name, tile_##name};
  switch (id) {
    CASE(Q4_0, 12, direct4_Q4_0)
    CASE(Q4_1, 12, direct4_Q4_1)
    CASE(Q5_0, 6, direct4_Q5_0)
    CASE(Q5_1, 6, direct4_Q5_1)
    CASE(Q8_0, 12, direct4_Q8_0)
    CASE(Q2_K, 3, 0)
    CASE(Q3_K, 3, 0)
    CASE(Q4_K, 3, 0)
    CASE(Q5_K, 3, 0)
    default: CASE(Q6_K, 3, 0)
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
    const kernels *k, const panel *panels, int bands, const activations *a, int64_t column, int n,
    int64_t at, int blocks, float sums[BANDS][COLUMNS * ROWS]) {
  for (int c = 0; c < n;) {
    const int count = n - c >= TILE ? TILE : n - c >= 2 ? 2 : 1;
    tile_kernel *multiply = count == TILE ? k->tile : count == 2 ? k->tile2 : k->tile1;
    const inputs x = inputs_at(k->f, a, column + c, at);
    for (int next = c + count; next < c + 2 * count && next < n; next++) {
      const inputs ahead = inputs_at(k->f, a, column + next, at);
      for (int line = 0; line < CHUNK; line += LINE) {
        __builtin_prefetch(ahead.q + line);
      }
      __builtin_prefetch(ahead.scales);
      __builtin_prefetch(ahead.sums);
    }
    for (int i = 0; i < bands; i++) {
      multiply(&panels[i], x, blocks, sums[i] + c * ROWS);
    }
    c += count;
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
      const int outer = n < k.unpacked ? bands : 1, inner = n < k.unpacked ? 1 : bands;
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
            if (n < k.unpacked) {
              multiply_chunk(&k, band, &x, column, n, k0, blocks, acc[i]);
            } else {
              k.unpack(band, blocks, &panels[i]);
            }
          }
          if (n >= k.unpacked) {
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
