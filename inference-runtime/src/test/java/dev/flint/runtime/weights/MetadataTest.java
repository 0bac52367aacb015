package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flint.runtime.RuntimeFault;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class MetadataTest {
  private final Metadata metadata =
      new Metadata(
          "m.gguf",
          Map.of(
              "text",
              "a",
              "count",
              7L,
              "scale",
              0.5,
              "nan",
              Double.NaN,
              "flag",
              true,
              "each",
              new long[] {1, 2, 3}));

  @Test
  void givesValuesOfTheirType() {
    assertThat(metadata.string("text")).isEqualTo("a");
    assertThat(metadata.integer("count", 0, 7)).isEqualTo(7);
    assertThat(metadata.decimal("scale")).isEqualTo(0.5);
    assertThat(metadata.decimal("count")).isEqualTo(7);
    assertThat(metadata.flag("flag")).isTrue();
    assertThat(metadata.integers("each")).containsExactly(1, 2, 3);
    assertThat(metadata.perLayer("each", 3, 1, 3)).containsExactly(1, 2, 3);
    assertThat(metadata.perLayer("count", 2, 1, 9)).containsExactly(7, 7);
  }

  @Test
  void givesTheDefaultOnlyWhereTheKeyIsMissing() {
    assertThat(metadata.integerOr("other", 0, 1, 5)).isEqualTo(5);
    assertThat(metadata.decimalOr("other", 2)).isEqualTo(2);
    assertThat(metadata.stringOr("other", "b")).isEqualTo("b");
    assertThat(metadata.flagOr("other", true)).isTrue();
    assertFault(() -> metadata.stringOr("count", "b"), "'count' is not a string");
  }

  @Test
  void namesFileKeyAndWhatIsWrong() {
    assertFault(() -> metadata.string("other"), "'other' is missing");
    assertFault(() -> metadata.integer("text", 0, 1), "'text' is not an integer");
    assertFault(() -> metadata.integer("count", 8, 9), "'count' is 7, outside 8 to 9");
    assertFault(() -> metadata.decimal("nan"), "'nan' is NaN, not a finite number");
    assertFault(() -> metadata.flag("text"), "'text' is not a truth value");
    assertFault(() -> metadata.perLayer("each", 2, 1, 3), "'each' has 3 elements for 2 layers");
    assertFault(() -> metadata.perLayer("each", 3, 1, 2), "'each' is 3, outside 1 to 2");
  }

  private static void assertFault(ThrowingCallable call, String problem) {
    assertThatExceptionOfType(RuntimeFault.class)
        .isThrownBy(call)
        .withMessage("m.gguf: metadata key " + problem);
  }
}
