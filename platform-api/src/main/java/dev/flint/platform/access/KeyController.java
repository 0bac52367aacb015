package dev.flint.platform.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flint.platform.guard.Fields;
import dev.flint.platform.guard.RequestBody;
import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Gives, lists and takes keys. */
@RestController
@RequestMapping("/admin/v1/keys")
final class KeyController {
  private static final int MAX_NAME = 200;

  private final ApiKeys keys;

  KeyController(ApiKeys keys) {
    this.keys = keys;
  }

  record Created(
      String object, String id, String key, String owner, List<String> roles, String department) {}

  record Listed(
      String object,
      String id,
      String owner,
      List<String> roles,
      String department,
      @JsonProperty("created_at") long createdAt,
      @JsonProperty("created_by") String createdBy,
      @JsonProperty("revoked_at") @Nullable Long revokedAt) {}

  record Page(String object, List<Listed> data) {}

  record Taken(String object, String id, boolean revoked) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Created create(HttpServletRequest request, @AuthenticationPrincipal Caller by)
      throws IOException {
    Fields fields = Fields.of(RequestBody.json(request));
    String owner = name(fields, "owner", fields.required("owner"));
    String given = fields.string("department");
    String department = given == null ? "-" : name(fields, "department", given);
    NewKey made = keys.create(owner, roles(fields), department, by);
    Caller caller = made.caller();
    return new Created(
        "api_key", caller.keyId(), made.plain(), owner, labels(caller.roles()), department);
  }

  @GetMapping
  Page list() {
    return new Page("list", keys.list().stream().map(KeyController::listed).toList());
  }

  @DeleteMapping("/{id}")
  Taken revoke(@PathVariable String id, @AuthenticationPrincipal Caller by) {
    return switch (keys.revoke(id, by)) {
      case Revocation.Revoked revoked -> new Taken("api_key", id, true);
      case Revocation.AlreadyRevoked before -> new Taken("api_key", id, true);
      case Revocation.Unknown unknown ->
          throw new ApiProblem(Problem.notFound("There is no key with the id '" + id + "'."));
      case Revocation.LastAdmin last ->
          throw new ApiProblem(
              Problem.conflict(
                  "last_admin_key",
                  "This is the last valid key with the role admin; make another one first."));
    };
  }

  private static Set<Role> roles(Fields fields) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String label : fields.strings("roles")) {
      roles.add(
          Role.of(label)
              .orElseThrow(() ->
                  Fields.refuse(
                      "roles",
                      "names '"
                          + label
                          + "'; there are user, operator, approver, auditor,"
                          + " admin")));
    }
    if (roles.isEmpty()) {
      throw Fields.refuse("roles", "must name at least one role");
    }
    if (roles.contains(Role.AUDITOR) && roles.size() > 1) {
      throw Fields.refuse(
          "roles", "combines auditor with a role that can change something; make two keys");
    }
    return roles;
  }

  private static String name(Fields fields, String field, String value) {
    boolean plain = value.chars().noneMatch(Character::isISOControl);
    if (value.isBlank() || value.length() > MAX_NAME || !plain) {
      throw Fields.refuse(
          fields.path(field), "must have 1 to " + MAX_NAME + " characters and no control codes");
    }
    return value;
  }

  private static Listed listed(KeyFacts key) {
    Caller caller = key.caller();
    return new Listed(
        "api_key",
        caller.keyId(),
        caller.owner(),
        labels(caller.roles()),
        caller.department(),
        key.createdAt().getEpochSecond(),
        key.createdBy(),
        key.revokedAt() == null ? null : key.revokedAt().getEpochSecond());
  }

  private static List<String> labels(Set<Role> roles) {
    return roles.stream().sorted().map(Role::label).toList();
  }
}
