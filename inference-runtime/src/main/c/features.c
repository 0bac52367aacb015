// Which kind of kernels this processor, under this operating system, can run.
#include "flint.h"

enum { NONE, AVX2, AVX512, NEON };

EXPORTED int32_t flint_features(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512vnni")) {
    return AVX512;
  }
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? AVX2 : NONE;
#elif defined(__aarch64__)
  return NEON;
#else
  return NONE;
#endif
}
