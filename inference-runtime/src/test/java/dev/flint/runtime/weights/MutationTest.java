package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.RuntimeFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a valid file in many thousand ways: each one opens or is refused, and nothing else. */
final class MutationTest {
  private static final int ROUNDS = 10_000;
  private static final long[] NASTY = {
    0,
    1,
    -1,
    9,
    31,
    255,
    1L << 16,
    1L << 31,
    1L << 32,
    (1L << 32) + 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  @TempDir Path folder;

  @Test
  void opensOrRefuses() throws IOException {
    byte[] valid = SmallModel.bytes();
    int header = SmallModel.offset("token_embd.weight");
    int refused = 0;
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("damaged.gguf"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        byte[] damaged = damage(valid.clone(), header, new Random(seed));
        channel.truncate(0).write(ByteBuffer.wrap(damaged), 0);
        refused += refuses(channel, seed) ? 1 : 0;
      }
    }
    assertThat(refused).isBetween(ROUNDS / 2, ROUNDS - ROUNDS / 20); // both ways were taken
  }

  private static boolean refuses(FileChannel channel, int seed) {
    try (GgufFile file = GgufFile.open(channel, "damaged")) {
      file.metadata();
      Weights weights = file.weights();
      for (TensorInfo tensor : file.tensors()) {
        if (tensor.type().format().isPresent()) {
          weights.get(tensor.name());
        }
      }
      file.verify();
      return false;
    } catch (RuntimeFault fault) {
      assertThat(fault.getMessage()).as("seed %s", seed).startsWith("damaged: ");
      return true;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + " ended in something else", e);
    }
  }

  private static byte[] damage(byte[] bytes, int header, Random random) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = 4 + random.nextInt(header - 12);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> file.putInt(at, (int) NASTY[random.nextInt(NASTY.length)]);
        case 3 -> file.putLong(at, NASTY[random.nextInt(NASTY.length)]);
        default -> System.arraycopy(bytes, 4 + random.nextInt(header), bytes, at, 8);
      }
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
