package dev.flint.platform.models;

import dev.flint.platform.access.Caller;
import dev.flint.platform.guard.Fields;
import dev.flint.platform.guard.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All versions of all models, and the two decisions about them. */
@RestController
@RequestMapping("/admin/v1/models")
final class GovernanceController {
  private final Governance governance;

  GovernanceController(Governance governance) {
    this.governance = governance;
  }

  record Page(String object, List<VersionFacts> data) {}

  @GetMapping
  Page list(@RequestParam(name = "verify", defaultValue = "false") boolean everyByte) {
    return new Page("list", governance.versions(everyByte));
  }

  @PostMapping("/{name}/versions/{digest}/approve")
  VersionFacts approve(
      @PathVariable String name, @PathVariable String digest, @AuthenticationPrincipal Caller by) {
    return governance.approve(name, bare(digest), by);
  }

  @PostMapping("/{name}/versions/{digest}/revoke")
  VersionFacts revoke(
      @PathVariable String name,
      @PathVariable String digest,
      @AuthenticationPrincipal Caller by,
      HttpServletRequest request)
      throws IOException {
    String reason = Fields.of(RequestBody.json(request)).required("reason");
    return governance.revoke(name, bare(digest), reason, by);
  }

  /** Answers name a digest with its algorithm in front; both forms are understood. */
  private static String bare(String digest) {
    return digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
  }
}
