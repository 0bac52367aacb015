package dev.flint.platform.guard;

import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as RFC 8259 has it, with one meaning only: a key given twice is refused, because what was
 * recorded and what was done must not differ by which of the two was read.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_DIGITS = 64;
  private static final int MAX_NAME_CHARS = 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_DIGITS)
                          .maxNameLength(MAX_NAME_CHARS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  static JsonNode parse(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException malformed) {
      TokenStreamLocation at = malformed.getLocation();
      String where =
          at == null || at.getLineNr() < 1
              ? ""
              : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw refuse("The body is not valid JSON: " + malformed.getOriginalMessage() + where + ".");
    }
    if (!root.isObject()) {
      throw refuse("The body must be a JSON object.");
    }
    return root;
  }

  private static ApiProblem refuse(String message) {
    return new ApiProblem(
        new Problem(400, "invalid_request_error", "invalid_json", null, message, 0));
  }
}
