// What the Java side calls: see dev.flint.runtime.kernel.nativ.
#ifndef FLINT_H
#define FLINT_H

#include <stdint.h>

#define EXPORTED __attribute__((visibility("default")))

// Quantised inputs of a multiplication; shapes as in dev.flint.runtime.kernel.Activations.
typedef struct {
  const int8_t *q;
  const float *scales;
  const int32_t *sums;
  const float *offsets16, *offsets32;
  int64_t width;
} activations;

#endif
