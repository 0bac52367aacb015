package dev.flint.runtime.text.template;

/** Whether a value counts as true. */
final class Truth {
  private Truth() {}

  static boolean of(Value value) {
    return switch (value) {
      case Value.None _, Value.Undefined _ -> false;
      case Value.Bool bool -> bool.value();
      case Value.Int number -> number.value() != 0;
      case Value.Decimal number -> number.value() != 0;
      case Value.Text text -> !text.value().isEmpty();
      case Value.Tuple tuple -> !tuple.items().isEmpty();
      case Value.Range range -> range.size() > 0;
      case Value.DictView view -> view.dict().size() > 0;
      case ListValue list -> !list.items().isEmpty();
      case Dict dict -> dict.size() > 0;
      case Value.Function _, Generator _, Namespace _, Loop _, Macro _ -> true;
    };
  }
}
