package dev.flint.platform.access;

import dev.flint.platform.access.Permissions.Verdict;
import dev.flint.platform.problem.Failures;
import dev.flint.platform.problem.Problem;
import dev.flint.platform.problem.ProblemWriter;
import dev.flint.platform.trail.AuditEvent;
import dev.flint.platform.trail.Trail;
import dev.flint.platform.trail.TrailUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Applies the permission matrix to a request, and says what was wrong with one it turns away. */
@Component
final class Gate {
  private final Trail trail;

  Gate(Trail trail) {
    this.trail = trail;
  }

  AuthorizationDecision decide(
      Supplier<? extends Authentication> who, RequestAuthorizationContext what) {
    HttpServletRequest request = what.getRequest();
    return switch (Permissions.of(request.getMethod(), request.getRequestURI())) {
      case Verdict.Open() -> new AuthorizationDecision(true);
      case Verdict.Needs needs ->
          new AuthorizationDecision(
              !Collections.disjoint(caller(who.get()).roles(), needs.roles()));
      case Verdict.WrongMethod wrong -> denied(who.get());
      case Verdict.NoRoute none -> denied(who.get());
    };
  }

  /** Without a key: 401, whatever the route; what exists is not told to strangers. */
  void unauthenticated(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    ProblemWriter.write(
        response,
        Problem.unauthenticated(
            "No API key was given: send the header 'Authorization: Bearer flint_…'."));
  }

  /** With a key: 403, 404 or 405. */
  void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    String method = request.getMethod();
    String path = request.getRequestURI();
    Problem problem =
        switch (Permissions.of(method, path)) {
          case Verdict.Needs needs -> forbidden(request, needs);
          case Verdict.WrongMethod wrong -> {
            response.setHeader("Allow", wrong.allowed());
            yield Problem.methodNotAllowed(method, path, wrong.allowed());
          }
          case Verdict.NoRoute none -> Problem.unknownRoute(method, path);
          case Verdict.Open open -> Problem.internal();
        };
    ProblemWriter.write(response, problem);
  }

  private Problem forbidden(HttpServletRequest request, Verdict.Needs needs) {
    if (request.getUserPrincipal() instanceof CallerAuthentication who) {
      String route = request.getMethod() + " " + request.getRequestURI();
      try {
        trail.recorded(
            new AuditEvent.RequestRefused(
                who.getPrincipal(),
                request.getRemoteAddr(),
                route,
                "",
                "insufficient_permissions"));
      } catch (TrailUnavailable down) {
        return Failures.of(down);
      }
    }
    String roles =
        needs.roles().stream().sorted().map(Role::label).collect(Collectors.joining(" or "));
    return Problem.forbidden("This needs a key with the role " + roles + ".");
  }

  private static AuthorizationDecision denied(Authentication who) {
    caller(who); // a stranger learns nothing about routes: 401 comes before 404 and 405
    return new AuthorizationDecision(false);
  }

  private static Caller caller(Authentication who) {
    if (who instanceof CallerAuthentication known) {
      return known.getPrincipal();
    }
    throw new AuthenticationCredentialsNotFoundException("no API key");
  }
}
