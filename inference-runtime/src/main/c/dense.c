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

// R rows times C columns.
FLAT void dense_tile(
    int id, int R, int C, const uint8_t *rows, int64_t row_bytes, const float *x, int64_t width,
    float *out, int64_t stride) {
  vf sums[3][3][PARTS];
  for (int r = 0; r < R; r++) {
    for (int c = 0; c < C; c++) {
      for (int part = 0; part < PARTS; part++) {
        sums[r][c][part] = vf_all(0);
      }
    }
  }
  int64_t k = 0;
#pragma GCC unroll 1
  for (; k + ROWS <= width; k += ROWS) {
    if (C == 1) {
#pragma GCC unroll 4
      for (int r = 0; r < R; r++) {
        __builtin_prefetch(rows + r * row_bytes + bytes_of(id) * k + 1024);
      }
    }
#pragma GCC unroll 4
    for (int part = 0; part < PARTS; part++) {
      vf w[3];
#pragma GCC unroll 4
      for (int r = 0; r < R; r++) {
        w[r] = weights_at(id, rows + r * row_bytes, k + part * LANES);
      }
#pragma GCC unroll 4
      for (int c = 0; c < C; c++) {
        const vf a = vf_load(x + c * width + k + part * LANES);
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
      float lanes[ROWS];
#pragma GCC unroll 4
      for (int part = 0; part < PARTS; part++) {
        vf_store(lanes + part * LANES, sums[r][c][part]);
      }
      for (int64_t i = k; i < width; i++) {
        const float w = weight_at(id, rows + r * row_bytes, i);
        lanes[i - k] = __builtin_fmaf(w, x[c * width + i], lanes[i - k]);
      }
      out[c * stride + r] = fold(lanes);
    }
  }
}

FLAT void dense(
    int id, const uint8_t *weights, int rows, int columns, int64_t width, const float *x,
    float *out, int64_t stride) {
  const int64_t row_bytes = width * bytes_of(id);
  int c = 0;
  for (; c + 3 <= columns; c += 3) {
    int r = 0;
    for (; r + 2 <= rows; r += 2) {
      dense_tile(id, 2, 3, weights + r * row_bytes, row_bytes, x + c * width, width,
                 out + c * stride + r, stride);
    }
    for (; r < rows; r++) {
      dense_tile(id, 1, 3, weights + r * row_bytes, row_bytes, x + c * width, width,
                 out + c * stride + r, stride);
    }
  }
  for (; c < columns; c++) {
    int r = 0;
    for (; r + 2 <= rows; r += 2) {
      dense_tile(id, 2, 1, weights + r * row_bytes, row_bytes, x + c * width, width,
                 out + c * stride + r, stride);
    }
    for (; r < rows; r++) {
      dense_tile(id, 1, 1, weights + r * row_bytes, row_bytes, x + c * width, width,
                 out + c * stride + r, stride);
    }
  }
}

// `rows` rows of weights for all columns, in pieces of rows that stay in the second-level cache:
// out[at + column * stride + row].
EXPORTED void NAMED(flint_dense)(
    int32_t id, const uint8_t *weights, int32_t rows, int32_t columns, int64_t width,
    const float *x, float *out, int64_t at, int64_t stride) {
  enum { CACHE = 192 * 1024 };
  out += at;
  const int64_t row_bytes = width * bytes_of(id);
  int64_t piece = CACHE / row_bytes & ~1;
  piece = columns < 3 || piece > rows ? rows : piece < 2 ? 2 : piece;
  for (int64_t r = 0; r < rows; r += piece) {
    const int count = (int)(rows - r < piece ? rows - r : piece);
    const uint8_t *from = weights + r * row_bytes;
    switch (id) {
      case F32: dense(F32, from, count, columns, width, x, out + r, stride); break;
      case F16: dense(F16, from, count, columns, width, x, out + r, stride); break;
      default: dense(BF16, from, count, columns, width, x, out + r, stride); break;
    }
  }
}
