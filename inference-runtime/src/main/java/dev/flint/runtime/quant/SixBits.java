package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/**
 * Twelve bytes that hold eight scales and eight minima of six bits: the first four of each in the
 * low bits of bytes 0 to 7, the others as nibbles in bytes 8 to 11 with their top bits above the
 * first.
 */
final class SixBits {
  private SixBits() {}

  static int scale(MemorySegment source, long packed, int group) {
    return group < 4
        ? source.get(JAVA_BYTE, packed + group) & 0x3F
        : source.get(JAVA_BYTE, packed + group + 4) & 0xF
            | (source.get(JAVA_BYTE, packed + group - 4) & 0xC0) >> 2;
  }

  static int minimum(MemorySegment source, long packed, int group) {
    return group < 4
        ? source.get(JAVA_BYTE, packed + group + 4) & 0x3F
        : source.get(JAVA_BYTE, packed + group + 4) >> 4 & 0xF
            | (source.get(JAVA_BYTE, packed + group) & 0xC0) >> 2;
  }
}
