package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hazards that need more than one forged field. */
final class MoreHazardsTest {
  @TempDir Path folder;

  @Test
  void refusesAFileCutAtEveryByte() throws IOException {
    byte[] whole = SmallModel.bytes();
    Path file = folder.resolve("cut.gguf");
    for (int length = 0; length < SmallModel.endOfTensors(); length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      RuntimeFault fault = Refusal.of(file);
      assertThat(fault.code()).as("cut at %s", length).isEqualTo(Code.MALFORMED_MODEL);
      assertThat(fault.getMessage()).contains(" at offset ");
    }
    assertThat(Refusal.mapped(file)).as("still mapped").isFalse();
  }

  @Test
  void refusesAStringOfOneGigabyteThatIsReallyThere() throws IOException {
    Path file = Forge.key("k").u32(8).mark().u64(1L << 30).save(folder);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1L << 30) + 100);
    }
    assertThat(Refusal.of(file)).hasMessageContaining("length of value of key 'k' at offset");
  }

  @Test
  void refusesArraysThatTogetherExceedTheLimit() throws IOException {
    Forge forged = Forge.file(0, 2).string("a").u32(9).u32(7).u64(3 << 20);
    Path file = forged.save(folder);
    long second = forged.bytes().length + (3L << 20);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(second);
      sparse.write(new Forge().string("b").u32(9).u32(7).u64(3 << 20).bytes());
      sparse.setLength(16 << 20);
    }
    assertThat(Refusal.of(file)).hasMessageContaining("length of array of key 'b' at offset");
  }

  @ParameterizedTest
  @CsvSource({
    "1, version at offset 4 is 1; versions 2 and 3 can be read",
    "4, version at offset 4 is 4; versions 2 and 3 can be read",
    "0x03000000, version at offset 4 is big-endian: convert the file to little-endian first",
  })
  void doesNotSupportOtherVersions(String version, String problem) {
    Path file = new Forge().raw("GGUF").u32(Integer.decode(version)).u64(0).u64(0).save(folder);
    RuntimeFault fault = Refusal.of(file);
    assertThat(fault.code()).isEqualTo(Code.UNSUPPORTED_MODEL);
    assertThat(fault).hasMessage(file + ": " + problem);
  }

  @Test
  void doesNotSupportAModelInSeveralFiles() {
    Path file = Forge.key("split.count").u32(2).u32(3).save(folder);
    RuntimeFault fault = Refusal.of(file);
    assertThat(fault.code()).isEqualTo(Code.UNSUPPORTED_MODEL);
    assertThat(fault).hasMessageEndingWith("is one of 3 files: merge them into one first");
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0x7E00", "infinity, 0x7C00", "-infinity, 0xFC00"})
  void findsAScaleThatIsNotFinite(String name, String half) throws IOException {
    byte[] bytes = SmallModel.bytes();
    int scale = SmallModel.offset("blk.0.ffn_up.weight") + 34; // of the second block
    bytes[scale] = 0;
    bytes[scale + 1] = (byte) (Integer.decode(half) >> 8);
    Path file = Files.write(folder.resolve("scale.gguf"), bytes);
    try (GgufFile model = GgufFile.open(file)) {
      assertThatExceptionOfType(RuntimeFault.class)
          .isThrownBy(model::verify)
          .withMessageStartingWith(file + ": tensor 'blk.0.ffn_up.weight' at offset " + scale)
          .matches(fault -> fault.code() == Code.MALFORMED_MODEL);
    }
  }

  @Test
  void findsAWeightThatIsInfinite() throws IOException {
    byte[] bytes = SmallModel.bytes();
    int weight = SmallModel.offset("blk.0.attn_norm.weight") + 4 * 63;
    bytes[weight + 2] = (byte) 0x80;
    bytes[weight + 3] = 0x7F;
    bytes[weight] = 0;
    bytes[weight + 1] = 0;
    try (GgufFile model = GgufFile.open(Files.write(folder.resolve("f32.gguf"), bytes))) {
      assertThatExceptionOfType(RuntimeFault.class)
          .isThrownBy(model::verify)
          .withMessageContaining("at offset " + weight + " has Infinity as value 63");
    }
  }

  @Test
  void isMappedUntilItIsClosed() {
    Path file = SmallModel.save(folder);
    GgufFile model = GgufFile.open(file);
    assertThat(Refusal.mapped(file)).isEqualTo(Files.exists(Path.of("/proc/self/maps")));
    model.close();
    model.close();
    assertThat(Refusal.mapped(file)).isFalse();
    assertThatIllegalStateException().isThrownBy(model::verify);
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path missing = folder.resolve("missing.gguf");
    assertThatExceptionOfType(RuntimeFault.class)
        .isThrownBy(() -> GgufFile.open(missing))
        .withMessage(missing + " does not exist")
        .matches(fault -> fault.code() == Code.IO);
    assertThatExceptionOfType(RuntimeFault.class)
        .isThrownBy(() -> GgufFile.open(folder))
        .withMessage(folder + " is a folder, not a model file");
  }
}
