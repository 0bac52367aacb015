package dev.flint.registry.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON from strangers: UTF-8 only, bounded in size and depth, no key twice, nothing after the end.
 * Two parsers that read one document differently are how a signature comes to cover something else.
 */
final class StrictJson {
  /** The largest document read, in bytes: a manifest of some 20,000 files. */
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_DEPTH = 16;
  private static final JsonMapper MAPPER = mapper();

  private StrictJson() {}

  private static JsonMapper mapper() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxDocumentLength(MAX_BYTES)
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(MAX_BYTES)
            .maxNameLength(128)
            .maxNumberLength(20)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(bounds)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /** Reads one object; {@code what} begins the message of a failure. */
  static JsonNode object(byte[] bytes, String what) throws Malformed {
    if (bytes.length > MAX_BYTES) {
      throw new Malformed(what + " is larger than " + MAX_BYTES + " bytes");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(utf8(bytes, what));
    } catch (JacksonException e) {
      throw new Malformed(what + " is not acceptable JSON: " + e.getOriginalMessage());
    }
    if (node == null || !node.isObject()) {
      throw new Malformed(what + " is not a JSON object");
    }
    return node;
  }

  /** Writes compact JSON in the order of the map. */
  static byte[] write(Map<String, ?> object) {
    return MAPPER.writeValueAsBytes(object);
  }

  static void only(JsonNode object, Set<String> allowed, String what) throws Malformed {
    for (String name : object.propertyNames()) {
      if (!allowed.contains(name)) {
        throw new Malformed(what + " has the unknown field '" + shown(name) + "'");
      }
    }
  }

  static JsonNode child(JsonNode object, String field, String what) throws Malformed {
    JsonNode node = object.get(field);
    if (node == null || !node.isObject()) {
      throw new Malformed(what + " has no object '" + field + "'");
    }
    return node;
  }

  static JsonNode array(JsonNode object, String field, String what) throws Malformed {
    JsonNode node = object.get(field);
    if (node == null || !node.isArray()) {
      throw new Malformed(what + " has no array '" + field + "'");
    }
    return node;
  }

  static String string(JsonNode object, String field, String what) throws Malformed {
    JsonNode node = object.get(field);
    if (node == null || !node.isString() || node.stringValue().isEmpty()) {
      throw new Malformed(what + " has no text '" + field + "'");
    }
    return node.stringValue();
  }

  /** A text that must be exactly this one. */
  static void exactly(JsonNode object, String field, String expected, String what)
      throws Malformed {
    String actual = string(object, field, what);
    if (!actual.equals(expected)) {
      throw new Malformed(
          what + " has " + field + " '" + shown(actual) + "' instead of '" + expected + "'");
    }
  }

  /** Base64 in its one canonical form, so that no byte of it can change without being noticed. */
  static byte[] base64(JsonNode object, String field, String what) throws Malformed {
    String text = string(object, field, what);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // said below
    }
    throw new Malformed(what + " has a " + field + " that is not canonical base64");
  }

  static String shown(String text) {
    String printable = text.replaceAll("\\p{C}", "?");
    return printable.length() > 80 ? printable.substring(0, 80) + "…" : printable;
  }

  private static String utf8(byte[] bytes, String what) throws Malformed {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed(what + " is not UTF-8");
    }
  }
}
