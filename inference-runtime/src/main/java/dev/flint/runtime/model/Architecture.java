package dev.flint.runtime.model;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.Metadata;
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
   * Puts the decoder of a file together.
   *
   * @param batch most tokens of one step
   * @throws RuntimeFault UNSUPPORTED_MODEL for an architecture that is not built, MALFORMED_MODEL
   *     where metadata and tensors do not fit each other
   */
  public static Decoder load(GgufFile file, int batch) {
    Metadata metadata = new Metadata(file.label(), file.metadata());
    String name = metadata.string("general.architecture");
    try {
      return named(name).builder.build(new Parts(name, metadata, file.weights()), batch);
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
