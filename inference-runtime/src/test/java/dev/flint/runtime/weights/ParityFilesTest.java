package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.Parity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every real file opens, and its extents fill it. */
final class ParityFilesTest {
  @Test
  void everyModelOpensAndHoldsFiniteWeights() {
    List<Path> models = Parity.models(Parity.folder("the opening of 70 model files"));
    assertThat(models).isNotEmpty();
    for (Path model : models) {
      try (GgufFile file = GgufFile.open(model)) {
        assertThat(file.metadata()).as("%s", model).containsKey("general.architecture");
        file.verify();
        long end = file.tensors().stream().mapToLong(t -> t.offset() + t.bytes()).max().orElse(0);
        assertThat(end).as("%s", model).isLessThanOrEqualTo(model.toFile().length());
        if (end > 0) {
          assertThat(model.toFile().length() - end).as("%s", model).isLessThan(file.alignment());
        }
      }
    }
  }
}
