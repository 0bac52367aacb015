// Activations to signed bytes in groups of sixteen; a processor rounds half to even.
#include "lanes.h"

enum { GROUP = 16 };

EXPORTED void NAMED(flint_quantize)(
    const float *x, int8_t *q, float *scales, int32_t *sums, float *offsets16, float *offsets32,
    int64_t from_value, int64_t to_value) {
  const float tiny = 0x1p-100f;
  for (int64_t g = from_value / GROUP; g < to_value / GROUP; g++) {
    const float *from = x + g * GROUP;
    int8_t *to = q + g * GROUP;
    // Magnitudes order as their bits do, infinity and what is not a number last.
    vi magnitudes = vi_all(0);
#pragma GCC unroll 4
    for (int part = 0; part < PARTS; part++) {
      const vi bits = vi_bits(vf_load(from + part * LANES));
      magnitudes = vi_max(magnitudes, vi_and(bits, vi_all(0x7fffffff)));
    }
    const int32_t largest = vi_largest(magnitudes);
    const int finite = largest < 0x7f800000;
    const float most = float_from(largest);
    if (!finite || most < tiny) {
      memset(to, 0, GROUP);
      scales[g] = finite ? 0 : float_from(0x7fc00000);
      sums[g] = 0;
    } else {
      const vf inverse = vf_all(127 / most);
      vi sum = vi_all(0);
#pragma GCC unroll 4
      for (int part = 0; part < PARTS; part++) {
        const vi codes = vi_rounded(vf_mul(vf_load(from + part * LANES), inverse));
        vi_store_bytes(to + part * LANES, codes);
        sum = vi_add(sum, codes);
      }
      scales[g] = most / 127;
      sums[g] = vi_sum(sum);
    }
    offsets16[g] = (float)sums[g] * scales[g];
  }
  for (int64_t pair = from_value / (2 * GROUP); pair < to_value / (2 * GROUP); pair++) {
    const int64_t second = 2 * pair + 1;
    offsets32[pair] = __builtin_fmaf((float)sums[second], scales[second], offsets16[2 * pair]);
  }
}
