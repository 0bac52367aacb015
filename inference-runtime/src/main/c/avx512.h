// Sixteen floats or words: AVX-512 F, BW, DQ, VL and VNNI.
#include <immintrin.h>

#define NAMED(name) name##_avx512
enum { LANES = 16, TILE = 8 };
typedef __m512 vf;
typedef __m512i vi;

FLAT vf vf_load(const float *p) { return _mm512_loadu_ps(p); }
FLAT void vf_store(float *p, vf a) { _mm512_storeu_ps(p, a); }
// Keeps a value in a register, where a compiler would rather read memory twice.
FLAT vf vf_held(vf a) {
  __asm__("" : "+v"(a));
  return a;
}
FLAT vf vf_all(float x) { return _mm512_set1_ps(x); }
FLAT vf vf_fma(vf a, vf b, vf c) { return _mm512_fmadd_ps(a, b, c); }
FLAT vf vf_mul(vf a, vf b) { return _mm512_mul_ps(a, b); }
FLAT vf vf_add(vf a, vf b) { return _mm512_add_ps(a, b); }
FLAT vf vf_sub(vf a, vf b) { return _mm512_sub_ps(a, b); }
FLAT vf vf_div(vf a, vf b) { return _mm512_div_ps(a, b); }
FLAT vf vf_max(vf a, vf b) { return _mm512_max_ps(a, b); }
FLAT vf vf_negative(vf a) { return _mm512_xor_ps(a, _mm512_set1_ps(-0.f)); }
FLAT vf vf_where_less(vf a, vf b, vf yes, vf no) {
  return _mm512_mask_blend_ps(_mm512_cmp_ps_mask(a, b, _CMP_LT_OQ), no, yes);
}
// Lane i and i + LANES / 2, and so on down to one.
FLAT float vf_folded(vf a) {
  __m256 h = _mm256_add_ps(_mm512_castps512_ps256(a), _mm512_extractf32x8_ps(a, 1));
  __m128 m = _mm_add_ps(_mm256_castps256_ps128(h), _mm256_extractf128_ps(h, 1));
  m = _mm_add_ps(m, _mm_movehl_ps(m, m));
  return _mm_cvtss_f32(_mm_add_ss(m, _mm_movehdup_ps(m)));
}
FLAT vf vf_halves(const void *p) { return _mm512_cvtph_ps(_mm256_loadu_si256(p)); }
FLAT vf vf_bytes(const void *p) {
  return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(p)));
}
FLAT vf vf_of(vi a) { return _mm512_cvtepi32_ps(a); }
FLAT vf vf_bits(vi a) { return _mm512_castsi512_ps(a); }
FLAT vi vi_bits(vf a) { return _mm512_castps_si512(a); }
FLAT vi vi_load(const void *p) { return _mm512_loadu_si512(p); }
FLAT void vi_store(void *p, vi a) { _mm512_storeu_si512(p, a); }
FLAT vi vi_all(int32_t x) { return _mm512_set1_epi32(x); }
FLAT vi vi_add(vi a, vi b) { return _mm512_add_epi32(a, b); }
FLAT vi vi_sub(vi a, vi b) { return _mm512_sub_epi32(a, b); }
FLAT vi vi_mul(vi a, vi b) { return _mm512_mullo_epi32(a, b); }
FLAT vi vi_and(vi a, vi b) { return _mm512_and_si512(a, b); }
FLAT vi vi_or(vi a, vi b) { return _mm512_or_si512(a, b); }
FLAT vi vi_shl(vi a, int n) { return _mm512_slli_epi32(a, n); }
FLAT vi vi_shr(vi a, int n) { return _mm512_srli_epi32(a, n); }
FLAT vi vi_sar(vi a, int n) { return _mm512_srai_epi32(a, n); }
FLAT vi vi_max(vi a, vi b) { return _mm512_max_epi32(a, b); }
FLAT vi vi_rounded(vf a) { return _mm512_cvtps_epi32(a); }
FLAT int32_t vi_largest(vi a) { return _mm512_reduce_max_epi32(a); }
FLAT int32_t vi_sum(vi a) { return _mm512_reduce_add_epi32(a); }
FLAT void vi_store_bytes(int8_t *p, vi a) {
  _mm_storeu_si128((__m128i *)p, _mm512_cvtepi32_epi8(a));
}
FLAT vf vf_of_bfloats(const void *p) {
  return vf_bits(vi_shl(_mm512_cvtepu16_epi32(_mm256_loadu_si256(p)), 16));
}
FLAT vf vf_low_halves(vi words) { return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(words)); }
// VPDPBUSD adds four products to a word at once. Signed bytes become codes from 0 to 255.
FLAT vi dot_next(int width, vi s, vi w, vi x) {
  if (width == BYTES) {
    w = _mm512_xor_si512(w, _mm512_set1_epi8((char)0x80));
  }
  return _mm512_dpbusd_epi32(s, w, x);
}
FLAT vi dot_first(int width, vi w, vi x) { return dot_next(width, _mm512_setzero_si512(), w, x); }
FLAT vi dot_end(int width, vi s) {
  (void)width;
  return s;
}
enum { SIX_BITS_OVERFLOW = 0, BYTES_ARE_SIGNED = 0 };
