package dev.flint.platform.problem;

import org.jspecify.annotations.Nullable;

/**
 * One failure as a client sees it: the error object of the OpenAI API with its HTTP status.
 *
 * @param status the HTTP status
 * @param type the family of the failure, for example {@code invalid_request_error}
 * @param code a stable name for programs, where the API has one
 * @param param the request field that is wrong, for example {@code messages[0].role}
 * @param message one sentence for people; never holds a secret
 * @param retryAfter seconds after which trying again may work, 0 when it will not
 */
public record Problem(
    int status,
    String type,
    @Nullable String code,
    @Nullable String param,
    String message,
    int retryAfter) {

  static final String INVALID = "invalid_request_error";
  static final String SERVER = "server_error";

  /** 400 for a field whose value is not allowed. */
  public static Problem invalid(@Nullable String param, String message) {
    return new Problem(400, INVALID, "invalid_value", param, message, 0);
  }

  /** 400 for a field that must be there. */
  public static Problem missing(String param, String message) {
    return new Problem(400, INVALID, "missing_required_parameter", param, message, 0);
  }

  /** 400 for a field that the API defines and this server does not do yet. */
  public static Problem unsupported(String param, String message) {
    return new Problem(400, INVALID, "unsupported_parameter", param, message, 0);
  }

  /** 400 for a prompt that leaves no room in the model's context. */
  public static Problem contextExceeded(@Nullable String param, String message) {
    return new Problem(400, INVALID, "context_length_exceeded", param, message, 0);
  }

  /** 401: no key, or one that is not valid. */
  public static Problem unauthenticated(String message) {
    return new Problem(401, INVALID, "invalid_api_key", null, message, 0);
  }

  /** 403: a valid key whose roles do not allow this. */
  public static Problem forbidden(String message) {
    return new Problem(403, "permission_error", "insufficient_permissions", null, message, 0);
  }

  /** 404 for a route that does not exist. */
  public static Problem unknownRoute(String method, String path) {
    return new Problem(
        404, INVALID, "unknown_url", null, "Unknown request URL: " + method + " " + path + ".", 0);
  }

  /** 404 for something that is named and not there. */
  public static Problem notFound(String message) {
    return new Problem(404, INVALID, "not_found", null, message, 0);
  }

  /** 404 for a model that does not exist or is not approved. */
  public static Problem modelNotFound(String model) {
    return new Problem(
        404,
        INVALID,
        "model_not_found",
        "model",
        "The model '"
            + model
            + "' does not exist or is not approved; GET /v1/models lists those"
            + " that are.",
        0);
  }

  /** 405 for a route that exists, but not with this method. */
  public static Problem methodNotAllowed(String method, String path, String allowed) {
    return new Problem(
        405,
        INVALID,
        "method_not_allowed",
        null,
        method + " is not allowed on " + path + "; use " + allowed + ".",
        0);
  }

  /** 409: the thing is in a state that does not allow this. */
  public static Problem conflict(String code, String message) {
    return new Problem(409, INVALID, code, null, message, 0);
  }

  /** 413: the body is larger than the limit. */
  public static Problem tooLarge(long limit) {
    return new Problem(
        413,
        INVALID,
        "request_too_large",
        null,
        "The request body is larger than the limit of " + limit + " bytes.",
        0);
  }

  /** 415: the body is not JSON, or it is packed. */
  public static Problem unsupportedMediaType(String given) {
    return new Problem(
        415,
        INVALID,
        "unsupported_media_type",
        null,
        "The body must be plain JSON: send 'Content-Type: application/json' and no"
            + " Content-Encoding, instead of '"
            + given
            + "'.",
        0);
  }

  /** 429: too much at once; the queue is bounded. */
  public static Problem overloaded(String message) {
    return new Problem(429, "rate_limit_error", "overloaded", null, message, 2);
  }

  /** 500: a fault of the server's own; the cause is in its log, not in the answer. */
  public static Problem internal() {
    return new Problem(
        500,
        SERVER,
        "internal_error",
        null,
        "The server failed to process the request; its log holds the cause under this request's"
            + " x-request-id.",
        0);
  }

  /** 503: something the server needs is not available. */
  public static Problem unavailable(String code, String message) {
    return new Problem(503, SERVER, code, null, message, 5);
  }

  /** Any other status that a part of the server answers with by itself. */
  public static Problem ofStatus(int status, String message) {
    return new Problem(status, status < 500 ? INVALID : SERVER, null, null, message, 0);
  }
}
