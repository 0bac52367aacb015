package dev.flint.runtime.weights;

/**
 * What a model file may ask for. Each limit stands well above the largest file known and well below
 * what would hurt the process that opens it.
 */
final class Limits {
  /** Bytes before the tensor data: the largest vocabularies (262,144 tokens, merges) need 20 MB. */
  static final long HEADER_BYTES = 128L << 20;

  /** Metadata keys; the fullest files have a few hundred. */
  static final long KEYS = 1 << 16;

  /** Tensors; unfused experts of the largest mixtures come to some 50,000. */
  static final long TENSORS = 1 << 17;

  /** Elements of all arrays together; a vocabulary of 262,144 with its merges has 1.4 million. */
  static final long ELEMENTS = 1 << 22;

  /** Bytes of one string; the longest that occur are chat templates of some 20 KB. */
  static final long STRING_BYTES = 16L << 20;

  /** Bytes of a metadata key, as the GGUF specification says. */
  static final long KEY_BYTES = (1 << 16) - 1;

  /** Bytes of a tensor's name, as the GGUF specification says. */
  static final long NAME_BYTES = 64;

  /** Dimensions of a tensor, ggml's own limit. */
  static final long DIMENSIONS = 4;

  /**
   * Bytes to which tensors are aligned: 32 is usual, and padding beyond a huge page helps nobody.
   */
  static final long ALIGNMENT = 2L << 20;

  /** Transformer layers, llama.cpp's own limit: more is a damaged number, not a model. */
  static final long LAYERS = 512;

  private Limits() {}
}
