// Activations to signed bytes in groups of sixteen; plain loops that compilers make vectors of.
#include "lanes.h"

enum { GROUP = 16 };

EXPORTED void NAMED(flint_quantize)(
    const float *x, int8_t *q, float *scales, int32_t *sums, float *offsets16, float *offsets32,
    int64_t from_value, int64_t to_value) {
  const float tiny = 0x1p-100f, round = 0x1.8p23f;
  for (int64_t g = from_value / GROUP; g < to_value / GROUP; g++) {
    const float *from = x + g * GROUP;
    int8_t *to = q + g * GROUP;
    // Magnitudes order as their bits do, infinity and what is not a number last.
    uint32_t bits[GROUP], largest = 0;
    memcpy(bits, from, sizeof bits);
    for (int k = 0; k < GROUP; k++) {
      const uint32_t magnitude = bits[k] & 0x7fffffff;
      largest = magnitude > largest ? magnitude : largest;
    }
    const int finite = largest < 0x7f800000;
    const float most = float_from(largest);
    if (!finite || most < tiny) {
      memset(to, 0, GROUP);
      scales[g] = finite ? 0 : float_from(0x7fc00000);
      sums[g] = 0;
    } else {
      const float inverse = 127 / most;
      int32_t codes[GROUP], sum = 0;
      for (int k = 0; k < GROUP; k++) {
        // Far below 2^22, adding and taking away 1.5 * 2^23 rounds half to even.
        codes[k] = (int32_t)((from[k] * inverse + round) - round);
      }
      for (int k = 0; k < GROUP; k++) {
        sum += codes[k];
        to[k] = (int8_t)codes[k];
      }
      scales[g] = most / 127;
      sums[g] = sum;
    }
    offsets16[g] = (float)sums[g] * scales[g];
  }
  for (int64_t pair = from_value / (2 * GROUP); pair < to_value / (2 * GROUP); pair++) {
    const int64_t second = 2 * pair + 1;
    offsets32[pair] = __builtin_fmaf((float)sums[second], scales[second], offsets16[2 * pair]);
  }
}
