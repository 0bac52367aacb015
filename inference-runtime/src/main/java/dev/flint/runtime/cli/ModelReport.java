package dev.flint.runtime.cli;

import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.Metadata;
import dev.flint.runtime.weights.TensorInfo;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code flint inspect} finds out about a model file.
 *
 * @param file as it was named
 * @param version of GGUF
 * @param architecture as the metadata names it, or empty
 * @param name of the model, or empty
 * @param alignment of tensor data, in bytes
 * @param parameters values in all tensors
 * @param weightsBytes of all tensors
 * @param relayBytes of matrices that most backends lay anew when they load the model
 * @param cacheBytesPerToken keys and values of one token in all layers, in F32; 0 where the file
 *     does not say what is needed to know
 * @param context the longest sequence the model was made for, in tokens; 0 where it does not say
 */
record ModelReport(
    String file,
    int version,
    String architecture,
    String name,
    long alignment,
    long parameters,
    long weightsBytes,
    long relayBytes,
    long cacheBytesPerToken,
    int context,
    Map<String, Object> metadata,
    List<TensorInfo> tensors) {

  static ModelReport of(GgufFile file) {
    Metadata metadata = new Metadata(file.label(), file.metadata());
    String architecture = metadata.stringOr("general.architecture", "");
    long parameters = file.tensors().stream().mapToLong(TensorInfo::values).sum();
    long bytes = file.tensors().stream().mapToLong(TensorInfo::bytes).sum();
    int context = metadata.integerOr(architecture + ".context_length", 1, Integer.MAX_VALUE, 0);
    return new ModelReport(
        file.label(),
        file.version(),
        architecture,
        metadata.stringOr("general.name", ""),
        file.alignment(),
        parameters,
        bytes,
        relayBytes(file.tensors()),
        CacheSize.bytesPerToken(metadata, architecture, file.tensors()),
        context,
        file.metadata(),
        file.tensors());
  }

  /** An embedding is read row by row and stays as it lies, unless it is the output as well. */
  private static long relayBytes(List<TensorInfo> tensors) {
    boolean untied = tensors.stream().anyMatch(tensor -> tensor.name().equals("output.weight"));
    return tensors.stream()
        .filter(tensor -> !untied || !tensor.name().equals("token_embd.weight"))
        .mapToLong(TensorInfo::bytesInBands)
        .sum();
  }

  /** Bytes of weights and of the cache for a sequence of full length, at most 2^63 - 1. */
  long bytesAtFullContext() {
    return BigInteger.valueOf(cacheBytesPerToken)
        .multiply(BigInteger.valueOf(context))
        .add(BigInteger.valueOf(weightsBytes))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  /** How many tensors the file has of each type. */
  Map<String, Long> tensorTypes() {
    Map<String, Long> counts = new TreeMap<>();
    tensors.forEach(tensor -> counts.merge(tensor.type().name(), 1L, Long::sum));
    return counts;
  }
}
