// Weights that are floats times activations: sixteen virtual lanes along a row, folded as a tree.
#include "lanes.h"

enum { F32 = 0, F16 = 1, BF16 = 30 };

FLAT int bytes_of(int id) { return id == F32 ? 4 : 2; }

// LANES weights from element k on.
FLAT vf weights_at(int id, const uint8_t *row, int64_t k) {
  switch (id) {
    case F32: return vf_load((const float *)row + k);
    case F16: return vf_halves(row + 2 * k);
    default: return vf_of_bfloats(row + 2 * k);
  }
}

FLAT float weight_at(int id, const uint8_t *row, int64_t k) {
  uint32_t single;
  uint16_t half;
  if (id == F32) {
    memcpy(&single, row + 4 * k, 4);
    return float_from(single);
  }
  memcpy(&half, row + 2 * k, 2);
  return id == F16 ? float_of_half(half) : float_from((uint32_t)half << 16);
}

// Columns that share the reading of weights; values of a row that stay in the first-level cache for
// as many columns.
enum { MOST_ROWS = 2, MOST_COLUMNS = 3, CHUNK = 1024 };

// `count` values of R rows times C columns, added to lanes [row][column][ROWS].
FLAT void dense_tile(
    int id, int R, int C, const uint8_t *rows, int64_t row_bytes, const float *x, int64_t stride,
    int64_t count, int64_t ahead, float *lanes) {
  vf sums[MOST_ROWS][MOST_COLUMNS][PARTS];
#pragma GCC unroll 4
  for (int r = 0; r < R; r++) {
#pragma GCC unroll 4
    for (int c = 0; c < C; c++) {
#pragma GCC unroll 4
      for (int part = 0; part < PARTS; part++) {
        sums[r][c][part] = vf_load(lanes + (r * C + c) * ROWS + part * LANES);
      }
    }
  }
#pragma GCC unroll 1
  for (int64_t k = 0; k + ROWS <= count; k += ROWS) {
    if (C == 1) {
#pragma GCC unroll 4
      for (int r = 0; r < R; r++) {
        __builtin_prefetch(rows + r * row_bytes + bytes_of(id) * k + ahead);
      }
    }
#pragma GCC unroll 4
    for (int part = 0; part < PARTS; part++) {
      vf w[MOST_ROWS];
#pragma GCC unroll 4
      for (int r = 0; r < R; r++) {
        w[r] = weights_at(id, rows + r * row_bytes, k + part * LANES);
      }
#pragma GCC unroll 4
      for (int c = 0; c < C; c++) {
        const vf a = vf_held(vf_load(x + c * stride + k + part * LANES));
#pragma GCC unroll 4
        for (int r = 0; r < R; r++) {
          sums[r][c][part] = vf_fma(w[r], a, sums[r][c][part]);
        }
      }
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < R; r++) {
#pragma GCC unroll 4
    for (int c = 0; c < C; c++) {
#pragma GCC unroll 4
      for (int part = 0; part < PARTS; part++) {
        vf_store(lanes + (r * C + c) * ROWS + part * LANES, sums[r][c][part]);
      }
    }
  }
}

// How far ahead weights are asked for.
enum { NEAR = 2048, FAR = 8192 };

// All rows of a piece times C columns. Several columns are copied to where no vector lies across
// two lines of the cache: an array of the Java heap begins anywhere.
FLAT void dense_columns(
    int id, int C, const uint8_t *weights, int rows, int64_t width, const float *x, float *lanes,
    float *out, int64_t stride) {
  const int64_t row_bytes = width * bytes_of(id), chunk = C == 1 ? width : CHUNK;
  // The same place two rows on, or well within a long row.
  const int64_t ahead = 2 * row_bytes <= FAR ? 2 * row_bytes : NEAR;
  float aligned[MOST_COLUMNS * CHUNK] __attribute__((aligned(64)));
  memset(lanes, 0, sizeof(float) * rows * C * ROWS);
  for (int64_t k = 0; k < width; k += chunk) {
    const int64_t count = width - k < chunk ? width - k : chunk;
    const uint8_t *from = weights + k * bytes_of(id);
    for (int c = 0; C > 1 && c < C; c++) {
      memcpy(aligned + c * CHUNK, x + c * width + k, count * sizeof(float));
    }
    const float *columns = C > 1 ? aligned : x + k;
    int r = 0;
    for (; r + 2 <= rows; r += 2) {
      dense_tile(id, 2, C, from + r * row_bytes, row_bytes, columns, CHUNK, count, ahead,
                 lanes + r * C * ROWS);
    }
    if (r < rows) {
      dense_tile(id, 1, C, from + r * row_bytes, row_bytes, columns, CHUNK, count, ahead,
                 lanes + r * C * ROWS);
    }
  }
  for (int r = 0; r < rows; r++) {
    for (int c = 0; c < C; c++) {
      float *sums = lanes + (r * C + c) * ROWS;
      for (int64_t k = width / ROWS * ROWS; k < width; k++) {
        const float w = weight_at(id, weights + r * row_bytes, k);
        sums[k % ROWS] = __builtin_fmaf(w, x[c * width + k], sums[k % ROWS]);
      }
      out[c * stride + r] = fold(sums);
    }
  }
}

// Rows that are multiplied before the next columns: their weights stay in the second-level cache.
enum { CACHE = 320 * 1024, PIECE = 64 };

FLAT void dense(
    int id, const uint8_t *weights, int rows, int columns, int64_t width, const float *x,
    float *out, int64_t stride) {
  const int64_t row_bytes = width * bytes_of(id), fitting = CACHE / row_bytes;
  const int piece = fitting < 2 ? 2 : fitting > PIECE ? PIECE : (int)fitting & ~1;
  float lanes[PIECE * MOST_COLUMNS * ROWS] __attribute__((aligned(64)));
  for (int r = 0; r < rows; r += piece) {
    const int count = rows - r < piece ? rows - r : piece;
    const uint8_t *from = weights + r * row_bytes;
    int c = 0;
    for (; c + MOST_COLUMNS <= columns; c += MOST_COLUMNS) {
      dense_columns(id, MOST_COLUMNS, from, count, width, x + c * width, lanes,
                    out + c * stride + r, stride);
    }
    for (; c < columns; c++) {
      dense_columns(id, 1, from, count, width, x + c * width, lanes, out + c * stride + r, stride);
    }
  }
}

// `rows` rows of weights for all columns: out[at + column * stride + row].
EXPORTED void NAMED(flint_dense)(
    int32_t id, const uint8_t *weights, int32_t rows, int32_t columns, int64_t width,
    const float *x, float *out, int64_t at, int64_t stride) {
  switch (id) {
    case F32: dense(F32, weights, rows, columns, width, x, out + at, stride); break;
    case F16: dense(F16, weights, rows, columns, width, x, out + at, stride); break;
    default: dense(BF16, weights, rows, columns, width, x, out + at, stride); break;
  }
}
