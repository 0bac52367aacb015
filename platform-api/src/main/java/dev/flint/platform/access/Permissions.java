package dev.flint.platform.access;

import static dev.flint.platform.access.Role.ADMIN;
import static dev.flint.platform.access.Role.APPROVER;
import static dev.flint.platform.access.Role.AUDITOR;
import static dev.flint.platform.access.Role.OPERATOR;
import static dev.flint.platform.access.Role.USER;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The permission matrix: every route there is, and who may call it. What does not stand here does
 * not exist for a client, even where a controller would answer.
 */
final class Permissions {
  private static final Set<Role> EVERYONE = EnumSet.allOf(Role.class);

  /** One row of the matrix; no roles at all means that no key is needed. */
  record Route(String method, PathPattern path, Set<Role> roles) {}

  /** What the matrix says about a request. */
  sealed interface Verdict {
    /** No key needed. */
    record Open() implements Verdict {}

    /** A key with one of these roles. */
    record Needs(Set<Role> roles) implements Verdict {}

    /** There is such a path, with these methods only. */
    record WrongMethod(String allowed) implements Verdict {}

    /** There is no such path. */
    record NoRoute() implements Verdict {}
  }

  private static final List<Route> MATRIX =
      List.of(
          route("GET", "/actuator/health", Set.of()),
          route("GET", "/actuator/health/{group}", Set.of()),
          route("GET", "/v1/models", EVERYONE),
          route("GET", "/v1/models/{*id}", EVERYONE),
          route("POST", "/v1/chat/completions", Set.of(USER)),
          route("POST", "/v1/completions", Set.of(USER)),
          route("GET", "/admin/v1/models", Set.of(OPERATOR, APPROVER, ADMIN, AUDITOR)),
          route("POST", "/admin/v1/models/{name}/versions/{digest}/approve", Set.of(APPROVER)),
          route("POST", "/admin/v1/models/{name}/versions/{digest}/revoke", Set.of(APPROVER)),
          route("GET", "/admin/v1/keys", Set.of(ADMIN)),
          route("POST", "/admin/v1/keys", Set.of(ADMIN)),
          route("DELETE", "/admin/v1/keys/{id}", Set.of(ADMIN)),
          route("GET", "/audit/v1/{*what}", Set.of(AUDITOR)));

  private Permissions() {}

  static List<Route> matrix() {
    return MATRIX;
  }

  /** What a request with this method needs; HEAD counts as GET. */
  static Verdict of(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    PathContainer parsed = PathContainer.parsePath(path);
    Set<String> methods = new TreeSet<>();
    for (Route route : MATRIX) {
      if (route.path().matches(parsed)) {
        if (route.method().equals(asked)) {
          return route.roles().isEmpty() ? new Verdict.Open() : new Verdict.Needs(route.roles());
        }
        methods.add(route.method());
      }
    }
    return methods.isEmpty()
        ? new Verdict.NoRoute()
        : new Verdict.WrongMethod(String.join(", ", methods));
  }

  private static Route route(String method, String path, Set<Role> roles) {
    return new Route(method, PathPatternParser.defaultInstance.parse(path), Set.copyOf(roles));
  }
}
