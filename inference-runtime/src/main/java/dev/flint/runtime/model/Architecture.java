package dev.flint.runtime.model;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.Metadata;
import dev.flint.runtime.weights.Placement;
import dev.flint.runtime.weights.Weights;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The architectures that are built, by the name that {@code general.architecture} gives them. */
public enum Architecture {
  LLAMA("llama", Llama::new);

  private interface Builder {
    Decoder build(Parts parts, int batch);
  }

  private final String label;
  private final Builder builder;

  Architecture(String label, Builder builder) {
    this.label = label;
    this.builder = builder;
  }

  /**
   * Puts the decoder of a file together, its weights laid as this backend wants them.
   *
   * @param batch most tokens of one step
   * @param compute lays weights anew on its threads
   * @throws RuntimeFault UNSUPPORTED_MODEL for an architecture that is not built, MALFORMED_MODEL
   *     where metadata and tensors do not fit each other, BAD_REQUEST where memory that is to be
   *     locked may not be
   */
  public static Decoder load(GgufFile file, int batch, Compute compute, Placement placement) {
    Weights weights = file.weights(placement, compute.backend().layout());
    Decoder decoder = build(file, batch, weights);
    weights.settle(compute.workers());
    return decoder;
  }

  /** The same with weights as they lie in the file. */
  public static Decoder load(GgufFile file, int batch) {
    return build(file, batch, file.weights());
  }

  private static Decoder build(GgufFile file, int batch, Weights weights) {
    Metadata metadata = new Metadata(file.label(), file.metadata());
    String name = metadata.string("general.architecture");
    try {
      return named(name).builder.build(new Parts(name, metadata, weights), batch);
    } catch (RuntimeFault fault) {
      throw fault.in(file.label());
    }
  }

  private static Architecture named(String name) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.label.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new RuntimeFault(
                Code.UNSUPPORTED_MODEL,
                "architecture '%s' is not built; these are: %s"
                    .formatted(
                        name,
                        Arrays.stream(values())
                            .map(architecture -> architecture.label)
                            .collect(Collectors.joining(", ")))));
  }
}
