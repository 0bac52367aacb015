package dev.flint.runtime.weights;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.quant.Format;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Finds the first weight that is NaN or infinite, by decoding everything. */
final class FiniteCheck {
  private static final int CHUNK = 1 << 14; // values, a multiple of every block length

  private final String label;
  private final MemorySegment data;
  private final float[] chunk = new float[CHUNK];

  FiniteCheck(String label, MemorySegment data) {
    this.label = label;
    this.data = data;
  }

  /** Checks all of {@code tensors} and counts those whose type cannot be decoded. */
  int check(List<TensorInfo> tensors) {
    int unread = 0;
    for (TensorInfo tensor : tensors) {
      Optional<Format> format = tensor.type().format();
      if (format.isPresent()) {
        check(tensor, format.get());
      } else {
        unread++;
      }
    }
    return unread;
  }

  private void check(TensorInfo tensor, Format format) {
    long values = tensor.values();
    for (long done = 0; done < values; done += CHUNK) {
      int count = (int) Math.min(CHUNK, values - done);
      format.decode(data, tensor.offset() + format.bytes(done), chunk, 0, count);
      for (int i = 0; i < count; i++) {
        if (!Float.isFinite(chunk[i])) {
          long index = done + i;
          long block = index - index % format.blockLength();
          throw new RuntimeFault(
              Code.MALFORMED_MODEL,
              label
                  + ": tensor '"
                  + tensor.name()
                  + "' at offset "
                  + (tensor.offset() + format.bytes(block))
                  + " has "
                  + chunk[i]
                  + " as value "
                  + index
                  + "; every weight must be finite");
        }
      }
    }
  }
}
