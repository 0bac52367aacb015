// The vector registers of one kind of processor under common names: vf holds LANES floats, vi as
// many 32-bit words. Each source file is compiled once for every kind, with its flag.
#ifndef FLINT_LANES_H
#define FLINT_LANES_H

#include <string.h>

#include "flint.h"

#define FLAT static inline __attribute__((always_inline))

// How wide the codes of a format are: it decides when partial sums must be widened.
enum { FIVE_BITS, SIX_BITS, BYTES };

#if defined(FLINT_AVX512)
#include "avx512.h"
#elif defined(FLINT_AVX2)
#include "avx2.h"
#elif defined(FLINT_NEON)
#include "neon.h"
#else
#error "name the kind of processor: FLINT_AVX512, FLINT_AVX2 or FLINT_NEON"
#endif

FLAT float float_from(uint32_t bits) {
  float value;
  memcpy(&value, &bits, 4);
  return value;
}

// Exact for subnormals, infinities and what is not a number.
FLAT float float_of_half(uint16_t bits) {
  const uint32_t sign = (uint32_t)(bits & 0x8000) << 16, rest = (uint32_t)(bits & 0x7fff) << 13;
  if (rest >= 0x0f800000) {
    return float_from(sign | 0x7f800000 | rest);
  }
  return float_from(sign | 0x3f800000) * (float_from(rest) * 0x1p112f);
}

// Rows woven into a band, and virtual lanes of a sum of floats.
enum { ROWS = 16, PARTS = ROWS / LANES };

// Folds sixteen lanes: i and i + 8, then i + 4, i + 2, i + 1.
FLAT float fold(const float *lanes) {
  vf parts[PARTS];
#pragma GCC unroll 4
  for (int part = 0; part < PARTS; part++) {
    parts[part] = vf_load(lanes + part * LANES);
  }
#pragma GCC unroll 2
  for (int width = PARTS / 2; width > 0; width /= 2) {
#pragma GCC unroll 2
    for (int part = 0; part < width; part++) {
      parts[part] = vf_add(parts[part], parts[part + width]);
    }
  }
  return vf_folded(parts[0]);
}

#endif
