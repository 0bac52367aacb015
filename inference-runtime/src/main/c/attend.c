// Attention over pages of 32 keys with a running maximum: a lane is a key for scores, where keys
// lie [headDim, slot], and a dimension for sums, where values lie [slot, headDim].
#include "lanes.h"

enum { PAGE = 32, ACROSS = PAGE / LANES, MOST_DIM = 256, BLOCK = 32 };
enum { CACHE_F32, CACHE_F16, CACHE_Q8_0 };

// Queries that share loads of keys and values.
enum { SHARE = LANES == 16 ? 4 : 2 };

// e^x, as dev.flint.runtime.kernel.Exponential computes it.
FLAT vf exponential(vf x) {
  const vf shifted = vf_fma(x, vf_all(0x1.715476p0f), vf_all(0x1.8p23f));
  const vf n = vf_sub(shifted, vf_all(0x1.8p23f));
  vf r = vf_fma(n, vf_all(-0x1.62e4p-1f), x);
  r = vf_fma(n, vf_all(-0x1.7f7d1cp-20f), r);
  vf p = vf_fma(vf_all(0x1.6d9914p-10f), r, vf_all(0x1.123d94p-7f));
  p = vf_fma(p, r, vf_all(0x1.55547cp-5f));
  p = vf_fma(p, r, vf_all(0x1.55548cp-3f));
  p = vf_fma(p, r, vf_all(0.5f));
  p = vf_add(vf_fma(vf_mul(p, r), r, r), vf_all(1));
  const vi power = vi_add(vi_shl(vi_bits(shifted), 23), vi_all(0x3f800000));
  const vf value = vf_mul(p, vf_bits(power));
  const vf low = vf_where_less(x, vf_all(-87.3f), vf_all(0), value);
  return vf_where_less(vf_all(88), x, vf_all(__builtin_inff()), low);
}

// One page as floats: keys [dim, PAGE] and values [PAGE, dim]; F32 as it lies.
typedef struct {
  const float *keys, *values;
} page;

static page load_page(
    int format, const uint8_t *keys, const uint8_t *values, int dim, float *room) {
  if (format == CACHE_F32) {
    return (page){(const float *)keys, (const float *)values};
  }
  float *to_keys = room, *to_values = room + PAGE * dim;
  if (format == CACHE_F16) {
    for (int i = 0; i < PAGE * dim; i += LANES) {
      vf_store(to_keys + i, vf_halves(keys + 2 * i));
      vf_store(to_values + i, vf_halves(values + 2 * i));
    }
    return (page){to_keys, to_values};
  }
  const uint8_t *key_scales = keys + PAGE * dim, *value_scales = values + PAGE * dim;
  for (int d = 0; d < dim; d++) {
    for (int j = 0; j < PAGE; j += LANES) {
      const vf scale = vf_halves(key_scales + 2 * (d / BLOCK * PAGE + j));
      vf_store(to_keys + d * PAGE + j, vf_mul(vf_bytes(keys + d * PAGE + j), scale));
    }
  }
  for (int block = 0; block < PAGE * dim / BLOCK; block++) {
    uint16_t half;
    memcpy(&half, value_scales + 2 * block, 2);
    const vf scale = vf_all(float_of_half(half));
    for (int i = block * BLOCK; i < (block + 1) * BLOCK; i += LANES) {
      vf_store(to_values + i, vf_mul(vf_bytes(values + i), scale));
    }
  }
  return (page){to_keys, to_values};
}

// Scores of `count` queries with all keys of a page, before scaling.
FLAT void score(int count, const float *const *q, const float *keys, int dim, vf s[SHARE][ACROSS]) {
#pragma GCC unroll 4
  for (int i = 0; i < count; i++) {
#pragma GCC unroll 8
    for (int v = 0; v < ACROSS; v++) {
      s[i][v] = vf_all(0);
    }
  }
#pragma GCC unroll 1
  for (int d = 0; d < dim; d++) {
    vf k[ACROSS];
#pragma GCC unroll 8
    for (int v = 0; v < ACROSS; v++) {
      k[v] = vf_held(vf_load(keys + d * PAGE + v * LANES));
    }
#pragma GCC unroll 4
    for (int i = 0; i < count; i++) {
      const vf a = vf_all(q[i][d]);
#pragma GCC unroll 8
      for (int v = 0; v < ACROSS; v++) {
        s[i][v] = vf_fma(a, k[v], s[i][v]);
      }
    }
  }
}

// Scores to shares, in place in p; gives the factor for what was summed before.
FLAT float share(const vf *s, int keys, float scale, float *max, float *total, float *p) {
  const float none = -__builtin_inff();
  float lanes[ROWS];
  vf most = vf_all(*max), value[ACROSS];
#pragma GCC unroll 8
  for (int v = 0; v < ACROSS; v++) {
    vf_store(p + v * LANES, vf_mul(s[v], vf_all(scale)));
  }
  for (int j = keys; j < PAGE; j++) {
    p[j] = none;
  }
#pragma GCC unroll 8
  for (int v = 0; v < ACROSS; v++) {
    value[v] = vf_load(p + v * LANES);
    most = vf_max(most, value[v]);
  }
  vf_store(lanes, most);
  float largest = lanes[0];
  for (int i = 1; i < LANES; i++) {
    largest = lanes[i] > largest ? lanes[i] : largest;
  }
#pragma GCC unroll 8
  for (int v = 0; v < ACROSS; v++) {
    value[v] = exponential(vf_sub(value[v], vf_all(largest)));
    vf_store(p + v * LANES, value[v]);
  }
#pragma GCC unroll 4
  for (int part = 0; part < PARTS; part++) {
    vf_store(lanes + part * LANES, vf_add(value[part], value[part + PARTS]));
  }
  float shrink[LANES];
  vf_store(shrink, exponential(vf_all(*max - largest)));
  *total = __builtin_fmaf(*total, shrink[0], fold(lanes));
  *max = largest;
  return shrink[0];
}

// o = o * shrink, then o = fma(p, v, o) key by key, for `count` queries with the same keys.
FLAT void add_values(
    int count, float *const *o, const float *values, int dim, int keys, const float *shrink,
    float p[SHARE][PAGE]) {
  enum { WIDE = 4 };
  int d = 0;
  for (; d + WIDE * LANES <= dim; d += WIDE * LANES) {
    vf sum[SHARE][WIDE];
#pragma GCC unroll 4
    for (int i = 0; i < count; i++) {
#pragma GCC unroll 4
      for (int v = 0; v < WIDE; v++) {
        sum[i][v] = vf_mul(vf_load(o[i] + d + v * LANES), vf_all(shrink[i]));
      }
    }
#pragma GCC unroll 1
    for (int j = 0; j < keys; j++) {
      vf value[WIDE];
#pragma GCC unroll 4
      for (int v = 0; v < WIDE; v++) {
        value[v] = vf_held(vf_load(values + j * dim + d + v * LANES));
      }
#pragma GCC unroll 4
      for (int i = 0; i < count; i++) {
        const vf weight = vf_all(p[i][j]);
#pragma GCC unroll 4
        for (int v = 0; v < WIDE; v++) {
          sum[i][v] = vf_fma(weight, value[v], sum[i][v]);
        }
      }
    }
#pragma GCC unroll 4
    for (int i = 0; i < count; i++) {
#pragma GCC unroll 4
      for (int v = 0; v < WIDE; v++) {
        vf_store(o[i] + d + v * LANES, sum[i][v]);
      }
    }
  }
  for (; d < dim; d++) {
    for (int i = 0; i < count; i++) {
      float sum = o[i][d] * shrink[i];
      for (int j = 0; j < keys; j++) {
        sum = __builtin_fmaf(p[i][j], values[j * dim + d], sum);
      }
      o[i][d] = sum;
    }
  }
}

// `count` queries that see the same keys of one page.
FLAT void attend_page(
    int count, const float *const *q, float *const *o, const page *from, int dim, int keys,
    float scale, float *max, float *total) {
  vf s[SHARE][ACROSS];
  float p[SHARE][PAGE], shrink[SHARE];
  score(count, q, from->keys, dim, s);
#pragma GCC unroll 4
  for (int i = 0; i < count; i++) {
    shrink[i] = share(s[i], keys, scale, &max[i], &total[i], p[i]);
  }
  add_values(count, o, from->values, dim, keys, shrink, p);
}

// Tokens `first` to `first + tokens - 1` of a sequence, each with `heads` query heads that share a
// key head; head h of token t begins at `at` + t * stride + h * dim of q and out. Keys lie at keys[page], values
// `values` bytes behind; dim is at most MOST_DIM, heads times tokens at most MOST_QUERIES.
EXPORTED void NAMED(flint_attend)(
    int32_t format, const float *q, float *out, const int64_t *keys, int64_t values, int32_t dim,
    int32_t heads, int32_t tokens, int32_t first, int64_t at, int64_t stride, float scale) {
  enum { MOST_QUERIES = 1024 };
  q += at;
  out += at;
  float max[MOST_QUERIES], total[MOST_QUERIES];
  float room[2 * PAGE * MOST_DIM] __attribute__((aligned(64)));
  for (int i = 0; i < heads * tokens; i++) {
    max[i] = -__builtin_inff();
    total[i] = 0;
    memset(out + i / heads * stride + i % heads * dim, 0, dim * sizeof(float));
  }
  for (int tile = 0; tile * PAGE < first + tokens; tile++) {
    const uint8_t *lying = (const uint8_t *)keys[tile];
    const page from = load_page(format, lying, lying + values, dim, room);
    for (int t = 0; t < tokens; t++) {
      const int seen = first + t + 1 - tile * PAGE, count = seen < PAGE ? seen : PAGE;
      for (int h = 0; h < heads && count > 0;) {
        const int n = heads - h >= SHARE ? SHARE : 1;
        const float *queries[SHARE];
        float *sums[SHARE];
        for (int i = 0; i < n; i++) {
          queries[i] = q + t * stride + (h + i) * dim;
          sums[i] = out + t * stride + (h + i) * dim;
        }
        const int state = t * heads + h;
        if (n == SHARE) {
          attend_page(SHARE, queries, sums, &from, dim, count, scale, max + state, total + state);
        } else {
          attend_page(1, queries, sums, &from, dim, count, scale, max + state, total + state);
        }
        h += n;
      }
    }
  }
  for (int i = 0; i < heads * tokens; i++) {
    float *sum = out + i / heads * stride + i % heads * dim;
    for (int d = 0; d < dim; d++) {
      sum[d] /= total[i];
    }
  }
}
