package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.List;

/** A list; a template may append to it. */
final class ListValue implements Value {
  private final List<Value> items;

  private ListValue(List<Value> items) {
    this.items = items;
  }

  /** A list that owns the given one. */
  static ListValue of(List<Value> items) {
    return new ListValue(items);
  }

  static ListValue copyOf(List<Value> items) {
    return new ListValue(new ArrayList<>(items));
  }

  List<Value> items() {
    return items;
  }
}
