package dev.flint.runtime.kernel;

/**
 * How rotary positions lie in a head.
 *
 * @param heads in the vector
 * @param headDim values of a head
 * @param pairs rotated pairs of a head; the rest of the head stays
 * @param halves true: pair {@code i} is values {@code i} and {@code i + pairs} (GPT-NeoX); false:
 *     values {@code 2i} and {@code 2i + 1}
 */
public record Rotation(int heads, int headDim, int pairs, boolean halves) {}
