package dev.flint.platform.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import dev.flint.registry.ModelVersion;
import dev.flint.registry.Registry;
import dev.flint.registry.lifecycle.State;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The models that may be asked, as the OpenAI API lists them. */
@RestController
@RequestMapping("/v1/models")
final class ApprovedModels {
  private static final String OWNER = "flint";

  private final Registry registry;

  ApprovedModels(Registry registry) {
    this.registry = registry;
  }

  record Model(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {}

  record Page(String object, List<Model> data) {}

  @GetMapping
  Page list() {
    List<Model> models =
        registry.versions().stream()
            .filter(version -> version.state() instanceof State.Approved)
            .map(ModelVersion::name)
            .distinct()
            .sorted()
            .map(registry::approved) // of several versions, the one that answers
            .flatMap(Optional::stream)
            .map(ApprovedModels::model)
            .toList();
    return new Page("list", models);
  }

  // An id may hold slashes, so it is the whole rest of the path.
  @GetMapping("/{*path}")
  Model get(@PathVariable String path) {
    String id = path.substring(1);
    return registry
        .approved(id)
        .map(ApprovedModels::model)
        .orElseThrow(() -> new ApiProblem(Problem.modelNotFound(id)));
  }

  private static Model model(ModelVersion version) {
    return new Model(version.name(), "model", version.importedAt().getEpochSecond(), OWNER);
  }
}
