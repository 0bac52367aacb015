// Eight floats or words: AVX2, FMA and F16C.
#include <immintrin.h>

#define NAMED(name) name##_avx2
enum { LANES = 8, TILE = 3 };
typedef __m256 vf;
typedef __m256i vi;

FLAT vf vf_load(const float *p) { return _mm256_loadu_ps(p); }
FLAT void vf_store(float *p, vf a) { _mm256_storeu_ps(p, a); }
// Keeps a value in a register, where a compiler would rather read memory twice.
FLAT vf vf_held(vf a) {
  __asm__("" : "+x"(a));
  return a;
}
FLAT vf vf_all(float x) { return _mm256_set1_ps(x); }
FLAT vf vf_fma(vf a, vf b, vf c) { return _mm256_fmadd_ps(a, b, c); }
FLAT vf vf_mul(vf a, vf b) { return _mm256_mul_ps(a, b); }
FLAT vf vf_add(vf a, vf b) { return _mm256_add_ps(a, b); }
FLAT vf vf_sub(vf a, vf b) { return _mm256_sub_ps(a, b); }
FLAT vf vf_div(vf a, vf b) { return _mm256_div_ps(a, b); }
FLAT vf vf_max(vf a, vf b) { return _mm256_max_ps(a, b); }
FLAT vf vf_negative(vf a) { return _mm256_xor_ps(a, _mm256_set1_ps(-0.f)); }
FLAT vf vf_where_less(vf a, vf b, vf yes, vf no) {
  return _mm256_blendv_ps(no, yes, _mm256_cmp_ps(a, b, _CMP_LT_OQ));
}
// Lane i and i + LANES / 2, and so on down to one.
FLAT float vf_folded(vf a) {
  __m128 m = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
  m = _mm_add_ps(m, _mm_movehl_ps(m, m));
  return _mm_cvtss_f32(_mm_add_ss(m, _mm_movehdup_ps(m)));
}
FLAT vf vf_halves(const void *p) { return _mm256_cvtph_ps(_mm_loadu_si128(p)); }
FLAT vf vf_bytes(const void *p) {
  return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(p)));
}
FLAT vf vf_of(vi a) { return _mm256_cvtepi32_ps(a); }
FLAT vf vf_bits(vi a) { return _mm256_castsi256_ps(a); }
FLAT vi vi_bits(vf a) { return _mm256_castps_si256(a); }
FLAT vi vi_load(const void *p) { return _mm256_loadu_si256(p); }
FLAT void vi_store(void *p, vi a) { _mm256_storeu_si256(p, a); }
FLAT vi vi_all(int32_t x) { return _mm256_set1_epi32(x); }
FLAT vi vi_add(vi a, vi b) { return _mm256_add_epi32(a, b); }
FLAT vi vi_sub(vi a, vi b) { return _mm256_sub_epi32(a, b); }
FLAT vi vi_mul(vi a, vi b) { return _mm256_mullo_epi32(a, b); }
FLAT vi vi_and(vi a, vi b) { return _mm256_and_si256(a, b); }
FLAT vi vi_or(vi a, vi b) { return _mm256_or_si256(a, b); }
FLAT vi vi_shl(vi a, int n) { return _mm256_slli_epi32(a, n); }
FLAT vi vi_shr(vi a, int n) { return _mm256_srli_epi32(a, n); }
FLAT vi vi_sar(vi a, int n) { return _mm256_srai_epi32(a, n); }
FLAT vi vi_max(vi a, vi b) { return _mm256_max_epi32(a, b); }
FLAT vi vi_rounded(vf a) { return _mm256_cvtps_epi32(a); }
FLAT int32_t vi_largest(vi a) {
  __m128i m = _mm_max_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
  m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0x4e));
  return _mm_cvtsi128_si32(_mm_max_epi32(m, _mm_shuffle_epi32(m, 0xb1)));
}
FLAT int32_t vi_sum(vi a) {
  __m128i m = _mm_add_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
  m = _mm_add_epi32(m, _mm_shuffle_epi32(m, 0x4e));
  return _mm_cvtsi128_si32(_mm_add_epi32(m, _mm_shuffle_epi32(m, 0xb1)));
}
FLAT void vi_store_bytes(int8_t *p, vi a) {
  __m128i m = _mm_packs_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
  _mm_storel_epi64((__m128i *)p, _mm_packs_epi16(m, m));
}
FLAT vf vf_of_bfloats(const void *p) {
  return vf_bits(vi_shl(_mm256_cvtepu16_epi32(_mm_loadu_si128(p)), 16));
}
FLAT vf vf_low_halves(vi words) {
  vi w = _mm256_and_si256(words, _mm256_set1_epi32(0xFFFF));
  return _mm256_cvtph_ps(
      _mm_packus_epi32(_mm256_castsi256_si128(w), _mm256_extracti128_si256(w, 1)));
}
// Unsigned bytes of w times signed bytes of x, four to a word. VPMADDUBSW adds pairs in 16 bits:
// codes below 32 fit through a whole group of 16, codes below 64 through half of one; bytes fit
// singly, and only as magnitudes.
FLAT vi vi_pairs(vi a) { return _mm256_madd_epi16(a, _mm256_set1_epi16(1)); }
FLAT vi dot_first(int width, vi w, vi x) {
  if (width == BYTES) {
    return vi_pairs(_mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w)));
  }
  return _mm256_maddubs_epi16(w, x);
}
FLAT vi dot_next(int width, vi s, vi w, vi x) {
  vi more = dot_first(width, w, x);
  return width == BYTES ? vi_add(s, more) : _mm256_add_epi16(s, more);
}
FLAT vi dot_end(int width, vi s) { return width == BYTES ? s : vi_pairs(s); }
// Whether sums of codes of this width must be widened after half a group; whether signed bytes are
// multiplied as such.
enum { SIX_BITS_OVERFLOW = 1, BYTES_ARE_SIGNED = 1 };
