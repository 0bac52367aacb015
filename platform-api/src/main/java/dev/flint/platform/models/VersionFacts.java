package dev.flint.platform.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flint.registry.ModelVersion;
import dev.flint.registry.lifecycle.State;
import dev.flint.registry.trust.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model version as its governors see it.
 *
 * @param state imported, signed, approved or revoked
 * @param mode how it was approved: development or reviewed, null when it is not
 * @param trusted whether its signature holds
 * @param verdict what was found, in one sentence
 */
record VersionFacts(
    String object,
    String name,
    String digest,
    long size,
    String state,
    @Nullable String mode,
    boolean trusted,
    String verdict,
    @JsonProperty("imported_at") long importedAt,
    @JsonProperty("imported_by") String importedBy) {

  static VersionFacts of(ModelVersion version, Verdict verdict) {
    return new VersionFacts(
        "model_version",
        version.name(),
        version.digest(),
        version.size(),
        version.state().label().toLowerCase(Locale.ROOT),
        version.state() instanceof State.Approved approved
            ? approved.mode().name().toLowerCase(Locale.ROOT)
            : null,
        verdict instanceof Verdict.Trusted,
        verdict.sentence(),
        version.importedAt().getEpochSecond(),
        version.importedBy());
  }
}
