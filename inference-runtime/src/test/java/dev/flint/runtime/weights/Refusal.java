package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.flint.runtime.RuntimeFault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a model file must be refused: in one sentence, with next to no memory. */
final class Refusal {
  private static final long MOST_ALLOCATED = 4 << 20; // bytes; a forged count would ask for more

  private Refusal() {}

  /** Opens the file, which must be refused, and gives the fault. */
  static RuntimeFault of(Path file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    RuntimeFault fault =
        catchThrowableOfType(RuntimeFault.class, () -> GgufFile.open(file).close());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(fault).as("the file opened, which it must not").isNotNull();
    assertThat(fault.getMessage()).startsWith(file + ": ").doesNotContain("\n");
    assertThat(allocated).as("bytes allocated").isLessThan(MOST_ALLOCATED);
    return fault;
  }

  /** Whether this process has the file mapped, where the system tells. */
  static boolean mapped(Path file) {
    try {
      Path maps = Path.of("/proc/self/maps");
      return Files.exists(maps) && Files.readString(maps).contains(file.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
