package dev.flint.runtime.quant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FormatsTest {
  @Test
  void findsEachByItsNumberAndItsName() {
    for (Format format : Formats.ALL) {
      assertThat(Formats.byId(format.ggmlId())).contains(format);
      assertThat(Formats.byLabel(format.label())).contains(format);
    }
    assertThat(Formats.ALL).hasSize(13).doesNotHaveDuplicates();
    assertThat(Formats.byId(4)).isEmpty();
    assertThat(Formats.byLabel("q4_k")).isEmpty();
  }
}
