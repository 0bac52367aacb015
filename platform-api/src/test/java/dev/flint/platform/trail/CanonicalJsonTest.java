package dev.flint.platform.trail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {
  @Test
  void keysAreSortedAndNothingIsAdded() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("b", List.of(1, 2L, true, "x"));
    object.put("a", Map.of("z", "", "y", false));
    assertThat(text(object)).isEqualTo("{\"a\":{\"y\":false,\"z\":\"\"},\"b\":[1,2,true,\"x\"]}");
  }

  @Test
  void keysSortByUtf16AndEscapesAreShortest() {
    // The example of RFC 8785, section 3.2.3, without its number.
    Map<String, Object> object =
        Map.of(
            "\u20ac", "Euro Sign",
            "\r", "Carriage Return",
            "\ufb33", "Hebrew Letter Dalet With Dagesh",
            "1", "One",
            "\ud83d\ude00", "Emoji: Grinning Face",
            "\u0080", "Control",
            "\u00f6", "Latin Small Letter O With Diaeresis");
    assertThat(text(object))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    assertThat(text(Map.of("k", "\u0001\u001f\"\\\b\f\n\r\t/\u007f")))
        .isEqualTo("{\"k\":\"\\u0001\\u001f\\\"\\\\\\b\\f\\n\\r\\t/\u007f\"}");
  }

  @Test
  void whatAReaderCouldRoundIsRefused() {
    assertThatThrownBy(() -> text(Map.of("n", 0.5))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> text(Map.of("n", 1L << 53)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(text(Map.of("n", (1L << 53) - 1))).isEqualTo("{\"n\":9007199254740991}");
  }

  private static String text(Map<String, ?> object) {
    return new String(CanonicalJson.bytes(object), UTF_8);
  }
}
