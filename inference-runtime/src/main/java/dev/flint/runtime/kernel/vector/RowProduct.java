package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Quantized;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Quantised rows times few columns: the integers of a group in vectors, the floats one by one. */
final class RowProduct {
  private static final boolean WIDE = Width.LENGTH >= 8;
  private static final VectorSpecies<Byte> BYTES =
      WIDE ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;
  private static final VectorSpecies<Short> SHORTS =
      WIDE ? ShortVector.SPECIES_256 : ShortVector.SPECIES_128;
  private static final VectorSpecies<Integer> INTS =
      WIDE ? IntVector.SPECIES_256 : IntVector.SPECIES_128;

  private RowProduct() {}

  static void rows(
      Tensor weights,
      Quantized format,
      int slice,
      Activations x,
      int from,
      int to,
      float[] out,
      int stride,
      Scratch scratch) {
    int length = format.blockLength();
    int blocks = weights.cols() / length;
    for (int row = from; row < to; row++) {
      for (int column = 0; column < x.columns(); column++) {
        out[column * stride + row] = 0;
      }
      for (int b = 0; b < blocks; b++) {
        weights.block(slice, row, b, scratch.block);
        format.unpackValues(scratch.block, 0, scratch.q);
        format.unpackScales(scratch.block, 0, scratch.scales);
        for (int column = 0; column < x.columns(); column++) {
          int at = column * stride + row;
          out[at] = addBlock(out[at], format, x, column * x.width() + b * length, scratch);
        }
      }
    }
  }

  private static float addBlock(
      float acc, Quantized format, Activations x, int from, Scratch scratch) {
    Quantized.Scales block = scratch.scales;
    int length = format.groupLength();
    int groups = format.blockLength() / length;
    boolean mins = format.hasMins();
    float total = 0;
    float minimum = 0;
    for (int j = 0; j < groups; j++) {
      float product = 0;
      float activation = 0;
      for (int k = j * length; k < (j + 1) * length; k += Activations.GROUP) {
        int group = (from + k) / Activations.GROUP;
        product = Math.fma((float) integers(scratch.q, k, x.q, from + k), x.scales[group], product);
        if (mins) {
          activation = Math.fma(x.sums[group], x.scales[group], activation);
        }
      }
      total = Math.fma(product, block.scales[j], total);
      minimum = Math.fma(activation, block.mins[j], minimum);
    }
    float sum = Math.fma(block.d, total, acc);
    return mins ? Math.fma(-block.dmin, minimum, sum) : sum;
  }

  /** The exact sum of sixteen products: each fits 16 bits, their sum needs more. */
  private static int integers(byte[] q, int qAt, byte[] x, int xAt) {
    IntVector sum = half(q, qAt, x, xAt);
    if (!WIDE) {
      sum = sum.add(half(q, qAt + 8, x, xAt + 8));
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  private static IntVector half(byte[] q, int qAt, byte[] x, int xAt) {
    ShortVector w =
        (ShortVector)
            ByteVector.fromArray(BYTES, q, qAt).convertShape(VectorOperators.B2S, SHORTS, 0);
    ShortVector a =
        (ShortVector)
            ByteVector.fromArray(BYTES, x, xAt).convertShape(VectorOperators.B2S, SHORTS, 0);
    ShortVector products = w.mul(a);
    IntVector low = (IntVector) products.convertShape(VectorOperators.S2I, INTS, 0);
    return low.add(products.convertShape(VectorOperators.S2I, INTS, 1));
  }
}
