package dev.flint.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.access.Permissions.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The permission matrix, written down a second time: neither side changes alone. */
final class PermissionsTest {
  private static final String D = "0".repeat(64);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET,    /actuator/health,                         open
          GET,    /actuator/health/readiness,               open
          HEAD,   /actuator/health,                         open
          GET,    /v1/models,                               user operator approver auditor admin
          GET,    /v1/models/flint-demo,                    user operator approver auditor admin
          GET,    /v1/models/with/a/slash,                  user operator approver auditor admin
          POST,   /v1/chat/completions,                     user
          POST,   /v1/completions,                          user
          GET,    /admin/v1/models,                         operator approver auditor admin
          POST,   /admin/v1/models/m/versions/d/approve,    approver
          POST,   /admin/v1/models/m/versions/d/revoke,     approver
          GET,    /admin/v1/keys,                           admin
          POST,   /admin/v1/keys,                           admin
          DELETE, /admin/v1/keys/x,                         admin
          GET,    /audit/v1/records,                        auditor
          GET,    /audit/v1/records/rec_1,                  auditor
          GET,    /audit/v1/checkpoint,                     auditor
          """)
  void everyRouteNeedsTheseRoles(String method, String path, String roles) {
    Verdict verdict = Permissions.of(method, path);
    String actual =
        switch (verdict) {
          case Verdict.Open() -> "open";
          case Verdict.Needs(Set<Role> needed) ->
              needed.stream().sorted().map(Role::label).collect(Collectors.joining(" "));
          case Verdict.WrongMethod wrong -> wrong.toString();
          case Verdict.NoRoute none -> none.toString();
        };
    assertThat(actual).isEqualTo(roles);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          DELETE, /v1/chat/completions,  POST
          GET,    /v1/chat/completions,  POST
          OPTIONS,/v1/completions,       POST
          PUT,    /admin/v1/keys,        'GET, POST'
          POST,   /audit/v1/records,     GET
          DELETE, /audit/v1/records/x,   GET
          POST,   /actuator/health,      GET
          """)
  void anotherMethodIsRefusedByName(String method, String path, String allowed) {
    assertThat(Permissions.of(method, path)).isEqualTo(new Verdict.WrongMethod(allowed));
  }

  @Test
  void whatIsNotInTheMatrixDoesNotExist() {
    for (String path :
        List.of(
            "/",
            "/v1",
            "/v1/embeddings",
            "/actuator",
            "/actuator/env",
            "/actuator/health/a/b",
            "/error",
            "/admin",
            "/admin/v1/keys/",
            "/v1/chat/completions/",
            "/V1/models",
            "/v1//models",
            "/admin/v1/models/m/versions/" + D,
            "/swagger-ui.html")) {
      assertThat(Permissions.of("GET", path)).as(path).isEqualTo(new Verdict.NoRoute());
    }
  }

  @Test
  void anAuditorChangesNothingAndAnAdministratorReadsNoRecord() {
    for (Permissions.Route route : Permissions.matrix()) {
      String name = route.method() + " " + route.path();
      if (route.roles().contains(Role.AUDITOR)) {
        assertThat(route.method()).as(name).isEqualTo("GET");
      }
      if (route.path().getPatternString().startsWith("/audit")) {
        assertThat(route.roles()).as(name).isEqualTo(EnumSet.of(Role.AUDITOR));
      }
    }
  }
}
