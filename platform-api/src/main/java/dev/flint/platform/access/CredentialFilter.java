package dev.flint.platform.access;

import dev.flint.platform.problem.Failures;
import dev.flint.platform.problem.Problem;
import dev.flint.platform.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who is calling: {@code Authorization: Bearer}, {@code api-key} or {@code x-api-key}. A
 * key that is not valid ends the request here; no key at all is for the matrix to judge.
 */
final class CredentialFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final ApiKeys keys;
  private final Refusals refusals;

  CredentialFilter(ApiKeys keys, Refusals refusals) {
    this.keys = keys;
    this.refusals = refusals;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return Permissions.of(request.getMethod(), request.getRequestURI())
        instanceof Permissions.Verdict.Open;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String presented = presented(request);
    if (presented != null) {
      Optional<Caller> caller;
      try {
        caller = authenticate(presented, request);
      } catch (DataAccessException down) {
        ProblemWriter.write(response, Failures.of(down));
        return;
      }
      if (caller.isEmpty()) {
        ProblemWriter.write(
            response,
            Problem.unauthenticated(
                "The API key is not valid: it is mistyped, unknown or revoked."));
        return;
      }
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(new CallerAuthentication(caller.get()));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private Optional<Caller> authenticate(String presented, HttpServletRequest request) {
    Optional<KeyText> key = KeyText.parse(presented);
    if (key.isEmpty()) {
      refuse(request, "", "malformed");
      return Optional.empty();
    }
    Optional<Caller> caller = keys.authenticate(key.get());
    if (caller.isEmpty()) {
      refuse(request, key.get().id(), "unknown, wrong or revoked");
    }
    return caller;
  }

  private void refuse(HttpServletRequest request, String keyId, String reason) {
    refusals.refused(request.getRemoteAddr(), keyId, reason);
  }

  private static @Nullable String presented(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      // RFC 9110, 11.1: the scheme's name is case-insensitive. Another scheme is no key of ours.
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? authorization.substring(BEARER.length()).strip()
          : authorization;
    }
    String key = request.getHeader("api-key");
    return key == null ? request.getHeader("x-api-key") : key;
  }
}
