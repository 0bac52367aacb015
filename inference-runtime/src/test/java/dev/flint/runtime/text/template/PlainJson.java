package dev.flint.runtime.text.template;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, strings, numbers, booleans and nulls. */
public final class PlainJson {
  private PlainJson() {}

  public static Map<String, @Nullable Object> read(String text) {
    Value value = JsonReader.read(new Render(Instant.EPOCH), text);
    return map((Dict) value);
  }

  /** The member of this name, which is there and has the type that is asked for. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the test's data says so
  public static <T> T at(Map<String, ?> map, String key) {
    return (T) Objects.requireNonNull(map.get(key), key);
  }

  private static Map<String, @Nullable Object> map(Dict dict) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Dict.Entry entry : dict.entries()) {
      map.put(((Value.Text) entry.key()).value(), of(entry.value()));
    }
    return map;
  }

  private static @Nullable Object of(Value value) {
    return switch (value) {
      case Value.None _ -> null;
      case Value.Bool bool -> bool.value();
      case Value.Int number -> number.value();
      case Value.Decimal number -> number.value();
      case Value.Text text -> text.value();
      case ListValue list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.items().forEach(item -> items.add(of(item)));
        yield items;
      }
      case Dict dict -> map(dict);
      default -> throw new IllegalArgumentException("not plain: " + value);
    };
  }
}
