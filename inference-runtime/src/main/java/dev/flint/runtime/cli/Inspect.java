package dev.flint.runtime.cli;

import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.TensorInfo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flint inspect}: what a model file holds and how much memory it needs. */
@Command(
    name = "inspect",
    description =
        "Shows a model file's metadata, tensors and memory needs. Shapes are in ggml's order:"
            + " the row length first.")
final class Inspect implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MODEL", description = "a GGUF file")
  private Path model = Path.of("");

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Option(names = "--verify", description = "also read every weight; fail on NaN and infinity")
  private boolean verify;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (GgufFile file = GgufFile.open(model)) {
      int unread = verify ? file.verify() : 0;
      ModelReport report = ModelReport.of(file);
      if (json) {
        out.println(JsonWriter.write(json(report)));
      } else {
        new ReportText(out).print(report);
        if (verify) {
          out.printf("%nverified    every weight is finite%s%n", unread(unread));
        }
      }
    }
    return 0;
  }

  private static String unread(int tensors) {
    return tensors == 0
        ? ""
        : " (" + tensors + " tensors of types that cannot be decoded left out)";
  }

  private static Map<String, Object> json(ModelReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", report.file());
    object.put("version", report.version());
    object.put("architecture", report.architecture());
    object.put("name", report.name());
    object.put("alignment", report.alignment());
    object.put("parameters", report.parameters());
    object.put("weights_bytes", report.weightsBytes());
    object.put("relay_bytes", report.relayBytes());
    object.put("kv_bytes_per_token", report.cacheBytesPerToken());
    object.put("context_length", report.context());
    object.put("metadata", report.metadata());
    object.put("tensors", report.tensors().stream().map(Inspect::json).toList());
    return object;
  }

  private static Map<String, Object> json(TensorInfo tensor) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", tensor.name());
    object.put("type", tensor.type().name());
    object.put("shape", List.copyOf(tensor.shape()));
    object.put("offset", tensor.offset());
    object.put("bytes", tensor.bytes());
    return object;
  }
}
