package dev.flint.runtime.text.template;

import java.util.List;

/** Filling dictionaries from other values. */
final class Dicts {
  private Dicts() {}

  /** Adds the entries of a dictionary or of a sequence of pairs. */
  static void fill(Render render, Dict dict, Value source) {
    if (source instanceof Dict other) {
      for (Value pair : Items.of(render, new Value.DictView(other, Value.DictView.Part.ITEMS))) {
        put(render, dict, pair);
      }
      return;
    }
    Operations.refuseUndefined(source, source);
    for (Value pair : List.copyOf(Items.of(render, source))) {
      put(render, dict, pair);
    }
  }

  private static void put(Render render, Dict dict, Value pair) {
    List<Value> parts = Items.of(render, pair);
    if (parts.size() != 2) {
      throw Faults.fault("a dictionary is filled from pairs");
    }
    dict.put(render, parts.get(0), parts.get(1));
  }
}
