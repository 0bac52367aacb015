// Four floats or words: Armv8.2 with dot products.
#include <arm_neon.h>

#define NAMED(name) name##_neon
enum { LANES = 4, TILE = 2 };
typedef float32x4_t vf;
typedef int32x4_t vi;

FLAT vf vf_load(const float *p) { return vld1q_f32(p); }
FLAT void vf_store(float *p, vf a) { vst1q_f32(p, a); }
// Keeps a value in a register, where a compiler would rather read memory twice.
FLAT vf vf_held(vf a) {
  __asm__("" : "+w"(a));
  return a;
}
FLAT vf vf_all(float x) { return vdupq_n_f32(x); }
FLAT vf vf_fma(vf a, vf b, vf c) { return vfmaq_f32(c, a, b); }
FLAT vf vf_mul(vf a, vf b) { return vmulq_f32(a, b); }
FLAT vf vf_add(vf a, vf b) { return vaddq_f32(a, b); }
FLAT vf vf_sub(vf a, vf b) { return vsubq_f32(a, b); }
FLAT vf vf_div(vf a, vf b) { return vdivq_f32(a, b); }
FLAT vf vf_max(vf a, vf b) { return vmaxq_f32(a, b); }
FLAT vf vf_negative(vf a) { return vnegq_f32(a); }
FLAT vf vf_where_less(vf a, vf b, vf yes, vf no) { return vbslq_f32(vcltq_f32(a, b), yes, no); }
// Lane i and i + LANES / 2, and so on down to one.
FLAT float vf_folded(vf a) {
  float32x2_t m = vadd_f32(vget_low_f32(a), vget_high_f32(a));
  return vget_lane_f32(m, 0) + vget_lane_f32(m, 1);
}
FLAT vf vf_halves(const void *p) {
  return vcvt_f32_f16(vreinterpret_f16_u8(vld1_u8(p)));
}
FLAT vf vf_bytes(const void *p) {
  int32_t four;
  memcpy(&four, p, 4);
  int16x8_t wide = vmovl_s8(vreinterpret_s8_s32(vdup_n_s32(four)));
  return vcvtq_f32_s32(vmovl_s16(vget_low_s16(wide)));
}
FLAT vf vf_of(vi a) { return vcvtq_f32_s32(a); }
FLAT vf vf_bits(vi a) { return vreinterpretq_f32_s32(a); }
FLAT vi vi_bits(vf a) { return vreinterpretq_s32_f32(a); }
FLAT vi vi_load(const void *p) { return vreinterpretq_s32_u8(vld1q_u8(p)); }
FLAT void vi_store(void *p, vi a) { vst1q_u8(p, vreinterpretq_u8_s32(a)); }
FLAT vi vi_all(int32_t x) { return vdupq_n_s32(x); }
FLAT vi vi_add(vi a, vi b) { return vaddq_s32(a, b); }
FLAT vi vi_sub(vi a, vi b) { return vsubq_s32(a, b); }
FLAT vi vi_mul(vi a, vi b) { return vmulq_s32(a, b); }
FLAT vi vi_and(vi a, vi b) { return vandq_s32(a, b); }
FLAT vi vi_or(vi a, vi b) { return vorrq_s32(a, b); }
FLAT vi vi_shl(vi a, int n) { return vshlq_s32(a, vdupq_n_s32(n)); }
FLAT vi vi_shr(vi a, int n) {
  return vreinterpretq_s32_u32(vshlq_u32(vreinterpretq_u32_s32(a), vdupq_n_s32(-n)));
}
FLAT vi vi_sar(vi a, int n) { return vshlq_s32(a, vdupq_n_s32(-n)); }
FLAT vi vi_max(vi a, vi b) { return vmaxq_s32(a, b); }
FLAT vi vi_rounded(vf a) { return vcvtnq_s32_f32(a); }
FLAT int32_t vi_largest(vi a) { return vmaxvq_s32(a); }
FLAT int32_t vi_sum(vi a) { return vaddvq_s32(a); }
FLAT void vi_store_bytes(int8_t *p, vi a) {
  int16x4_t m = vmovn_s32(a);
  int8x8_t bytes = vmovn_s16(vcombine_s16(m, m));
  vst1_lane_s32((int32_t *)p, vreinterpret_s32_s8(bytes), 0);
}
FLAT vf vf_of_bfloats(const void *p) {
  return vreinterpretq_f32_u32(vshll_n_u16(vreinterpret_u16_u8(vld1_u8(p)), 16));
}
FLAT vf vf_low_halves(vi words) {
  return vcvt_f32_f16(vreinterpret_f16_s16(vmovn_s32(words)));
}
// SDOT adds four products to a word at once; codes below 64 are as good signed as unsigned.
FLAT vi dot_next(int width, vi s, vi w, vi x) {
  (void)width;
  return vdotq_s32(s, vreinterpretq_s8_s32(w), vreinterpretq_s8_s32(x));
}
FLAT vi dot_first(int width, vi w, vi x) { return dot_next(width, vdupq_n_s32(0), w, x); }
FLAT vi dot_end(int width, vi s) {
  (void)width;
  return s;
}
enum { SIX_BITS_OVERFLOW = 0, BYTES_ARE_SIGNED = 1 };
