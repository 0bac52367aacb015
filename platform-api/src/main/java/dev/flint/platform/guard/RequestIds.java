package dev.flint.platform.guard;

import jakarta.servlet.http.HttpServletRequest;

/** The name of one request, in its answer's {@code x-request-id}, in the record and in the log. */
public final class RequestIds {
  static final String ATTRIBUTE = RequestIds.class.getName();

  private RequestIds() {}

  /** The request's id; empty for a request that did not pass the filter, which none does. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "";
  }
}
