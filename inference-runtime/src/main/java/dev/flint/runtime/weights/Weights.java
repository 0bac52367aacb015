package dev.flint.runtime.weights;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.kernel.Workers;
import dev.flint.runtime.memory.Pages;
import dev.flint.runtime.quant.Format;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tensors of one model file by name. They live until the file is closed. */
public final class Weights {
  private final String label;
  private final MemorySegment data;
  private final Map<String, TensorInfo> byName = new LinkedHashMap<>();

  private final Map<String, Tensor> multiplied = new LinkedHashMap<>();
  private final Placement placement;
  private final @Nullable Weaving weaving;

  Weights(
      String label,
      MemorySegment data,
      List<TensorInfo> tensors,
      Placement placement,
      @Nullable Weaving weaving) {
    this.label = label;
    this.data = data;
    this.placement = placement;
    this.weaving = weaving;
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
  }

  /** Whether the file has a tensor of this name, of whatever type. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The tensor of this name; its third and fourth dimension are the slices. */
  public Tensor get(String name) {
    return find(name)
        .orElseThrow(() ->
            new RuntimeFault(Code.MALFORMED_MODEL, label + ": tensor '" + name + "' is missing"));
  }

  /** The tensor of this name, where the file has one; a type that is not built is a fault. */
  public Optional<Tensor> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(this::tensor);
  }

  /**
   * A tensor of this file in the layout in which it is to be multiplied: itself, or its double laid
   * anew, which holds its values from {@link #settle} on.
   */
  public Tensor multiplied(Tensor tensor) {
    Weaving weaving = this.weaving;
    return multiplied.computeIfAbsent(
        tensor.name(),
        name -> weaving == null || !Weaving.fits(tensor) ? tensor : weaving.add(tensor));
  }

  /**
   * Lays matrices anew on these threads and locks what is to be locked: once, when a decoder has
   * taken all its tensors.
   *
   * @throws RuntimeFault BAD_REQUEST where the operating system does not let memory be locked
   */
  public void settle(Workers workers) {
    if (weaving != null) {
      weaving.run(workers);
    }
    if (placement.lock()) {
      byName.keySet().forEach(this::lock);
    }
  }

  private void lock(String name) {
    Tensor kept = multiplied.containsKey(name) ? multiplied.get(name) : find(name).orElse(null);
    if (kept != null) {
      Pages.lock(kept.data(), label + ": tensor '" + name + "'");
    }
  }

  private Tensor tensor(TensorInfo info) {
    Format format =
        info.type()
            .format()
            .orElseThrow(() ->
                new RuntimeFault(
                    Code.UNSUPPORTED_MODEL,
                    label
                        + ": tensor '"
                        + info.name()
                        + "' is of type "
                        + info.type()
                        + ", which cannot be decoded yet"));
    long slices = info.extent(2) * info.extent(3); // each below 2^31
    if (slices > Integer.MAX_VALUE) {
      throw new RuntimeFault(
          Code.MALFORMED_MODEL,
          label + ": tensor '" + info.name() + "' stacks " + slices + " matrices");
    }
    return new Tensor(
        info.name(),
        format,
        (int) slices,
        (int) info.extent(1),
        (int) info.extent(0),
        data.asSlice(info.offset(), info.bytes()));
  }
}
