package dev.flint.runtime.kernel;

import dev.flint.runtime.quant.Quantized;

/**
 * The arithmetic of a decoder, and the one order in which every backend performs it. Two backends
 * give the same bits for the same input; the scalar one is the oracle.
 *
 * <p><b>Sixteen lanes.</b> A sum of floats runs in sixteen virtual lanes: term {@code k} joins lane
 * {@code k mod 16} with {@code fma}, in rising {@code k}, each lane from +0; then lanes {@code i}
 * and {@code i + 8} are added, then {@code i + 4}, {@code i + 2}, {@code i + 1}.
 *
 * <p><b>Quantised product.</b> For weights of a {@link Quantized} format the activations are
 * quantised in groups of 16 ({@link #quantize}). Inside a group the integer products are summed
 * exactly. Then, all in floats and in rising order, with {@code f} the integer sum, {@code x} the
 * activation scale and {@code S} the integer sum of the activations of group {@code g}:
 *
 * <pre>
 *   for each weight block:
 *     T = M = +0
 *     for each scale group j of the block:
 *       t = u = +0;  for each activation group g in j:  t = fma(f, x, t);  u = fma(S, x, u)
 *       T = fma(t, scale[j], T);  M = fma(u, min[j], M)
 *     acc = fma(d, T, acc);  and where the format has minima:  acc = fma(-dmin, M, acc)
 * </pre>
 *
 * so that a lane may be a row, and no sum crosses lanes. A scale that is 1 may be left out, and so
 * may a first addition to +0: both are exact.
 *
 * <p><b>Other formats</b> decode to floats, then multiply in sixteen lanes.
 *
 * <p>Division and square root are IEEE-754's; {@code exp} is {@link Exponential}'s. Not-a-number
 * spreads, with any payload.
 */
public interface Kernels {
  /**
   * Quantises activations: per group {@code m = max |x|}, {@code scale = m / 127}, {@code q =
   * round-half-even(x * (127 / m))}. Groups below {@link Activations#TINY} become zero; a group
   * with a value that is not finite gets a scale that is not a number.
   *
   * @param from first value, counted through all columns; a multiple of {@link
   *     Activations#ALIGNMENT}, as is the width
   * @param to one past the last value, likewise
   */
  void quantize(Activations x, int from, int to);

  /**
   * Rows {@code from} to {@code to} of {@code out[column][row] = weights[slice][row] · x[column]},
   * for every column.
   *
   * @param from a multiple of {@link Bands#ROWS}
   * @param to a multiple of {@link Bands#ROWS}, or the number of rows
   * @param out {@code [columns, stride]}, written from index {@code row} on
   * @param stride of a column in {@code out}, at least the number of rows
   */
  void multiply(
      Tensor weights, int slice, Activations x, int from, int to, float[] out, int stride);

  /**
   * RMS norm of one vector (Zhang and Sennrich 2019): {@code out = (x * (1 / sqrt(mean(x²) + eps)))
   * * weight}; the squares are summed in sixteen lanes.
   */
  void normalize(float[] x, int at, float[] weight, float epsilon, float[] out, int outAt);

  /**
   * Layer norm of one vector (Ba et al. 2016): {@code c = x - mean(x)}, the sum in sixteen lanes;
   * then as the RMS norm of {@code c}, and at last {@code + bias}.
   */
  void center(
      float[] x, int at, float[] weight, float[] bias, float epsilon, float[] out, int outAt);

  /**
   * Rotary positions (Su et al. 2021) on one vector of heads, in place: for pair {@code i} of each
   * head {@code (a, b) -> (fma(a, cos, -(b * sin)), fma(a, sin, b * cos))}.
   *
   * @param angles {@code [cos, sin]} for each pair, from {@code anglesAt}
   */
  void rotate(float[] x, int at, Rotation rotation, float[] angles, int anglesAt);

  /**
   * Attention of query heads over their keys and values, each on its own: one pass over tiles of
   * {@value KeyValues#PAGE} keys with a running maximum (Milakov and Gimelshein 2018). Per tile and
   * key {@code s = (q · k) * scale}, the products joining one sum with {@code fma} from +0,
   * dimension by dimension; {@code m' = max(m, max s)}; {@code c = exp(m - m')}; {@code p = exp(s -
   * m')}; {@code l = fma(l, c, sum p)}, the sum in sixteen lanes; {@code o = o * c}, then {@code o
   * = fma(p, v, o)} key by key. At the end {@code o / l}. Keys and values are first made floats:
   * {@code code * scale} in a Q8_0 cache.
   *
   * @param q holds the queries; the results go to {@code out}, same places
   */
  void attend(float[] q, Span span, float scale, float[] out);

  /** SwiGLU (Shazeer 2020): {@code gate = (gate / (1 + exp(-gate))) * up}, in place. */
  void gate(float[] gate, float[] up, int at, int count);

  /** sqrt(2 / pi). */
  float GELU_LINEAR = 0.7978845608f;

  /** 0.044715 sqrt(2 / pi). */
  float GELU_CUBIC = 0.0356774081f;

  /**
   * GELU by its tanh form (Hendrycks and Gimpel 2016): {@code x = x / (1 + exp(-2 * w))} with
   * {@code w = x * fma(GELU_CUBIC * x, x, GELU_LINEAR)}, in place.
   */
  void gelu(float[] x, int at, int count);

  /** {@code x = x + y}. */
  void add(float[] x, float[] y, int at, int count);

  /** {@code x = fma(factor, y, x)}. */
  void addScaled(float factor, float[] y, int yAt, float[] x, int at, int count);

  /**
   * Softmax in place: largest value, {@code exp(x - max)}, their sum in sixteen lanes, division.
   */
  void softmax(float[] x, int at, int count);
}
