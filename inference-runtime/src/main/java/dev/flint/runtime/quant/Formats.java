package dev.flint.runtime.quant;

import java.util.List;
import java.util.Optional;

/** The formats that are built, found by the number or the name that a model file gives them. */
public final class Formats {
  /** Every format, from the plainest to the densest. */
  public static final List<Format> ALL =
      List.of(
          new F32(),
          new F16(),
          new BF16(),
          new Q8_0(),
          new Q6_K(),
          new Q5_1(),
          new Q5_K(),
          new Q5_0(),
          new Q4_1(),
          new Q4_K(),
          new Q4_0(),
          new Q3_K(),
          new Q2_K());

  private Formats() {}

  /** The format with this type number in a GGUF tensor record, when it is built. */
  public static Optional<Format> byId(int ggmlId) {
    return ALL.stream().filter(format -> format.ggmlId() == ggmlId).findFirst();
  }

  /** The format of this name, for example {@code Q4_K}, in capitals, when it is built. */
  public static Optional<Format> byLabel(String label) {
    return ALL.stream().filter(format -> format.label().equals(label)).findFirst();
  }
}
