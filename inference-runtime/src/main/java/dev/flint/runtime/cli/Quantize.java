package dev.flint.runtime.cli;

import dev.flint.runtime.quant.Encoder;
import dev.flint.runtime.quant.Q4_0;
import dev.flint.runtime.quant.Q8_0;
import dev.flint.runtime.weights.Quantization;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flint quantize}: a smaller copy of a model file. */
@Command(
    name = "quantize",
    description =
        "Writes a model file again with its weight matrices in a smaller format, embeddings and"
            + " output too; vectors and norms stay as they are.")
final class Quantize implements Callable<Integer> {
  /** The formats that can be asked for. */
  enum Target {
    Q8_0(new Q8_0()),
    Q4_0(new Q4_0());

    final Encoder encoder;

    Target(Encoder encoder) {
      this.encoder = encoder;
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "IN", description = "a GGUF file that can be decoded")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "the file to write")
  private Path out = Path.of("");

  @Parameters(index = "2", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}")
  private Target target = Target.Q8_0;

  @Override
  public Integer call() {
    Quantization.Summary done = Quantization.run(in, out, target.encoder);
    String line =
        String.format(
            Locale.ROOT,
            "%s: %d of %d tensors in %s, %,d bytes of weights (were %,d)",
            out,
            done.quantized(),
            done.tensors(),
            target,
            done.bytesAfter(),
            done.bytesBefore());
    spec.commandLine().getOut().println(line);
    return 0;
  }
}
