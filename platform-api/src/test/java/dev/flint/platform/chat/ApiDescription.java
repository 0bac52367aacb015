package dev.flint.platform.chat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** An OpenAPI description, as far as answers can be held against it. */
record ApiDescription(Map<?, ?> schemas) {

  static ApiDescription read(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(32 << 20);
    try (Reader reader = Files.newBufferedReader(file)) {
      Map<?, ?> root = new Yaml(new SafeConstructor(options)).load(reader);
      return new ApiDescription(map(map(root.get("components")).get("schemas")));
    }
  }

  /** What is wrong with a document, one line each; empty when it conforms. */
  List<String> violations(String schema, JsonNode document) {
    List<String> found = new ArrayList<>();
    check(Map.of("$ref", "#/components/schemas/" + schema), document, "$", found);
    return found;
  }

  private void check(Map<?, ?> schema, JsonNode value, String path, List<String> found) {
    if (value.isNull() && Boolean.TRUE.equals(schema.get("nullable"))) {
      return;
    }
    if (schema.get("$ref") instanceof String ref) {
      check(map(schemas.get(ref.substring(ref.lastIndexOf('/') + 1))), value, path, found);
    }
    if (schema.get("allOf") instanceof List<?> all) {
      all.forEach(one -> check(map(one), value, path, found));
    }
    for (String any : List.of("anyOf", "oneOf")) {
      if (schema.get(any) instanceof List<?> some && some.stream().noneMatch(s -> fits(s, value))) {
        found.add(path + " fits none of " + any + ": " + value);
      }
    }
    if (schema.get("type") != null && !typed(schema.get("type"), value)) {
      found.add(path + " is not of type " + schema.get("type") + ": " + value);
      return;
    }
    if (schema.get("enum") instanceof List<?> values
        && values.stream().noneMatch(v -> String.valueOf(v).equals(value.asString("null")))) {
      found.add(path + " is none of " + values + ": " + value);
    }
    object(schema, value, path, found);
    if (value.isArray() && schema.get("items") instanceof Map<?, ?> items) {
      for (int i = 0; i < value.size(); i++) {
        check(items, value.get(i), path + "[" + i + "]", found);
      }
    }
  }

  private void object(Map<?, ?> schema, JsonNode value, String path, List<String> found) {
    if (!value.isObject()) {
      return;
    }
    if (schema.get("required") instanceof List<?> names) {
      names.stream()
          .filter(name -> !value.has((String) name))
          .forEach(name -> found.add(path + "." + name + " is missing"));
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      value.properties().stream()
          .filter(field -> properties.get(field.getKey()) instanceof Map<?, ?>)
          .forEach(field ->
              check(
                  map(properties.get(field.getKey())),
                  field.getValue(),
                  path + "." + field.getKey(),
                  found));
    }
  }

  private boolean fits(Object schema, JsonNode value) {
    List<String> found = new ArrayList<>();
    check(map(schema), value, "", found);
    return found.isEmpty();
  }

  private static boolean typed(Object type, JsonNode value) {
    if (type instanceof List<?> types) {
      return types.stream().anyMatch(one -> typed(one, value));
    }
    return switch ((String) type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new AssertionError("unknown type " + type);
    };
  }

  private static Map<?, ?> map(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError("the description has no object where one is named: " + node);
  }
}
