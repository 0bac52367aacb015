package dev.flint.runtime.text.template;

import java.util.List;

/**
 * Everything a template can hold. The set is closed and knows nothing of Java objects, so a
 * template has nothing to reflect on.
 */
sealed interface Value
    permits Value.None,
        Value.Undefined,
        Value.Bool,
        Value.Int,
        Value.Decimal,
        Value.Text,
        Value.Tuple,
        Value.Range,
        Value.Function,
        Value.DictView,
        ListValue,
        Dict,
        Generator,
        Namespace,
        Loop,
        Macro {

  enum None implements Value {
    NONE
  }

  /**
   * A name or a member that is not there: empty in text, false in a condition, an error elsewhere.
   *
   * @param reason what is missing, for the error
   */
  record Undefined(String reason) implements Value {}

  record Bool(boolean value) implements Value {
    static final Bool TRUE = new Bool(true);
    static final Bool FALSE = new Bool(false);

    static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  /** An integer of 64 bits; arithmetic beyond them is an error. */
  record Int(long value) implements Value {}

  record Decimal(double value) implements Value {}

  /**
   * A text.
   *
   * @param markup whether it was declared safe, so that plain text joined to it is escaped
   */
  record Text(String value, boolean markup) implements Value {
    static final Text EMPTY = new Text("");

    Text(String value) {
      this(value, false);
    }
  }

  record Tuple(List<Value> items) implements Value {}

  record Range(long start, long stop, long step, int size) implements Value {
    long at(int index) {
      return start + index * step;
    }
  }

  /** A built-in function or a method bound to its value. */
  record Function(String name, Body body) implements Value {
    interface Body {
      Value call(Render render, Args args);
    }
  }

  /** A live look at the keys, values or items of a dictionary. */
  record DictView(Dict dict, Part part) implements Value {
    enum Part {
      KEYS,
      VALUES,
      ITEMS
    }
  }
}
