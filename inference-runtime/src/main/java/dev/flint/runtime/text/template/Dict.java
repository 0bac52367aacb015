package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dictionary in the order of insertion. Keys compare as in Python: 1, 1.0 and true are one. */
final class Dict implements Value {
  /** What a key is compared by: text, number, or a mark for the rest. */
  private final Map<Object, Entry> entries = new LinkedHashMap<>();

  record Entry(Value key, Value value) {}

  private record TupleKey(String text) {}

  int size() {
    return entries.size();
  }

  @Nullable Value get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  @Nullable Value get(Render render, Value key) {
    Entry entry = entries.get(hashed(render, key));
    return entry == null ? null : entry.value();
  }

  void put(Render render, Value key, Value value) {
    render.budget().elements(1);
    entries.compute(
        hashed(render, key), (_, old) -> new Entry(old == null ? key : old.key(), value));
  }

  void put(String key, Value value) {
    entries.put(key, new Entry(new Text(key), value));
  }

  @Nullable Value remove(Render render, Value key) {
    Entry entry = entries.remove(hashed(render, key));
    return entry == null ? null : entry.value();
  }

  void clear() {
    entries.clear();
  }

  Iterable<Entry> entries() {
    return entries.values();
  }

  /** The keys, values or items of this moment. */
  List<Value> list(DictView.Part part) {
    List<Value> list = new ArrayList<>(size());
    for (Entry entry : entries.values()) {
      list.add(
          switch (part) {
            case KEYS -> entry.key();
            case VALUES -> entry.value();
            case ITEMS -> new Tuple(List.of(entry.key(), entry.value()));
          });
    }
    return list;
  }

  /** An object equal for equal keys; lists and dictionaries have none. */
  static Object hashed(Render render, Value key) {
    return switch (key) {
      case Text text -> {
        render.budget().scan(text.value().length());
        yield text.value();
      }
      case Int number -> number.value();
      case Bool bool -> bool.value() ? 1L : 0L;
      case Decimal number -> {
        long whole = (long) number.value();
        if (whole == number.value()) {
          yield whole;
        }
        yield number.value();
      }
      case Tuple tuple -> new TupleKey(Printer.repr(render, tuple));
      case ListValue _, Dict _ ->
          throw Faults.fault("a " + Types.name(key) + " cannot be a key: it can change");
      case Undefined _ -> Undefined.class;
      case None _, Range _, Function _, DictView _, Generator _, Namespace _, Loop _, Macro _ ->
          key;
    };
  }
}
