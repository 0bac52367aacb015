package dev.flint.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {
  @Test
  void writesEveryKindOfValue() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a");
    object.put("long", Long.MIN_VALUE);
    object.put("double", 1e-7);
    object.put("list", Arrays.asList(1, null, true));
    object.put("longs", new long[] {1, -2});
    object.put("doubles", new double[] {0.5, Double.NaN, Double.NEGATIVE_INFINITY});
    object.put("flags", new boolean[] {true, false});
    object.put("strings", new String[] {"x", "y"});
    object.put("empty", List.of());
    assertThat(JsonWriter.write(object))
        .isEqualTo(
            "{\"text\":\"a\",\"long\":-9223372036854775808,\"double\":1.0E-7,"
                + "\"list\":[1,null,true],\"longs\":[1,-2],\"doubles\":[0.5,null,null],"
                + "\"flags\":[true,false],\"strings\":[\"x\",\"y\"],\"empty\":[]}");
  }

  @Test
  void escapesWhatJsonOrReadersCannotTake() {
    assertThat(JsonWriter.write("\"\\\n\r\t\0\u001f\u007f"))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u007f\"");
    assertThat(JsonWriter.write("\u2028\u2029")).isEqualTo("\"\\u2028\\u2029\"");
  }

  @Test
  void keepsTextAndSavesLoneSurrogates() {
    assertThat(JsonWriter.write("\u00e9\ud83d\ude00/")).isEqualTo("\"\u00e9\ud83d\ude00/\"");
    assertThat(JsonWriter.write("\ud83d")).isEqualTo("\"\\ud83d\"");
    assertThat(JsonWriter.write("\ude00\ud83d")).isEqualTo("\"\\ude00\\ud83d\"");
  }
}
