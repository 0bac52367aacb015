package dev.flint.platform.models;

import dev.flint.platform.access.Caller;
import dev.flint.platform.access.Changes;
import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import dev.flint.platform.trail.AuditEvent;
import dev.flint.platform.trail.Trail;
import dev.flint.registry.ModelVersion;
import dev.flint.registry.Registry;
import dev.flint.registry.lifecycle.ApprovalMode;
import dev.flint.registry.trust.Verdict;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;

/** Approves and revokes model versions. A decision and its record stand or fall together. */
@Service
final class Governance {
  private static final ApprovalMode MODE = ApprovalMode.REVIEWED;

  private final Registry registry;
  private final Trail trail;
  private final Changes changes;

  Governance(Registry registry, Trail trail, Changes changes) {
    this.registry = registry;
    this.trail = trail;
    this.changes = changes;
  }

  /** Every version; with {@code everyByte} each file is read and digested, which takes its time. */
  List<VersionFacts> versions(boolean everyByte) {
    return registry.versions().stream()
        .map(version -> VersionFacts.of(version, registry.inspect(version, everyByte)))
        .toList();
  }

  /** Lets a signed version answer. */
  VersionFacts approve(String name, String digest, Caller by) {
    ModelVersion version = version(name, digest);
    String mode = MODE.name().toLowerCase(Locale.ROOT);
    return decided(
        changes.make(() -> {
          ModelVersion approved = registry.approve(version.id(), by.owner(), MODE);
          trail.recorded(new AuditEvent.ModelApproved(by, name, digest, mode));
          return approved;
        }));
  }

  /** Takes a version out of service for good. */
  VersionFacts revoke(String name, String digest, String reason, Caller by) {
    ModelVersion version = version(name, digest);
    return decided(
        changes.make(() -> {
          ModelVersion revoked = registry.revoke(version.id(), by.owner(), reason);
          trail.recorded(new AuditEvent.ModelRevoked(by, name, digest, reason));
          return revoked;
        }));
  }

  private VersionFacts decided(ModelVersion version) {
    Verdict verdict = registry.inspect(version, false);
    return VersionFacts.of(version, verdict);
  }

  private ModelVersion version(String name, String digest) {
    return registry.versions().stream()
        .filter(version -> version.name().equals(name) && version.digest().equals(digest))
        .findFirst()
        .orElseThrow(() ->
            new ApiProblem(
                Problem.notFound(
                    "There is no version of '" + name + "' with the digest " + digest + ".")));
  }
}
