package dev.flint.platform.chat;

import dev.flint.platform.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** One authenticated request and the response it is to get. */
record Exchange(
    Endpoint endpoint, Caller caller, HttpServletRequest request, HttpServletResponse response) {

  /** Where the request came from, as the record has it. */
  String source() {
    return request.getRemoteAddr();
  }

  /** What was asked for, as the record has it. */
  String route() {
    return endpoint.route();
  }
}
