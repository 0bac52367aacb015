package dev.flint.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dependencies run one way: the arrows of the architecture, and no others. */
final class ArrowsTest {
  /** Of the runtime: package to the packages it may use. Its root (the fault) is everybody's. */
  private static final Map<String, Set<String>> RUNTIME =
      Map.ofEntries(
          Map.entry("quant", Set.of()),
          Map.entry("memory", Set.of()),
          Map.entry("kernel", Set.of("quant")),
          Map.entry("kernel.scalar", Set.of("kernel", "quant")),
          Map.entry("kernel.vector", Set.of("kernel", "quant")),
          Map.entry("kernel.nativ", Set.of("kernel", "quant")),
          Map.entry("weights", Set.of("kernel", "quant", "memory")),
          Map.entry("layer", Set.of("kernel")),
          Map.entry("model", Set.of("layer", "weights", "kernel")),
          Map.entry("text", Set.of("text.template")),
          Map.entry("text.template", Set.of()),
          Map.entry("sampling", Set.of("kernel")),
          Map.entry("engine", Set.of("model", "layer", "sampling", "text", "weights", "kernel")),
          Map.entry(
              "cli",
              Set.of(
                  "engine", "model", "layer", "sampling", "text", "weights", "kernel", "quant")));

  /** Of the log: verify reads what log wrote, and needs nothing but java.base. */
  private static final Map<String, Set<String>> AUDIT =
      Map.of(
          "merkle", Set.of(),
          "note", Set.of("merkle"),
          "log", Set.of("note", "merkle"),
          "log.postgres", Set.of("log", "note", "merkle"),
          "verify", Set.of("log", "note", "merkle"));

  @Test
  void runtimeArrows() {
    assertThat(strays("dev.flint.runtime", RUNTIME)).isEmpty();
  }

  @Test
  void auditArrows() {
    assertThat(strays("dev.flint.audit", AUDIT)).isEmpty();
  }

  @Test
  void librariesNeverSeeEachOtherNorTheService() {
    List<String> strays = new ArrayList<>();
    for (Dependency dependency : dependencies("dev.flint")) {
      String from = module(dependency.getOriginClass());
      String to = module(dependency.getTargetClass());
      if (!from.equals(to) && !from.equals("platform")) {
        strays.add(dependency.getDescription());
      }
    }
    assertThat(strays).isEmpty();
  }

  @Test
  void noCycles() {
    for (String root : List.of("runtime", "audit", "registry", "platform")) {
      slices().matching("dev.flint." + root + ".(**)").should().beFreeOfCycles().check(Classes.ALL);
    }
  }

  /** Uses of a package that its row in {@code arrows} does not name. */
  private static List<String> strays(String root, Map<String, Set<String>> arrows) {
    List<String> strays = new ArrayList<>();
    for (Dependency dependency : dependencies(root)) {
      String from = below(root, dependency.getOriginClass());
      String to = below(root, dependency.getTargetClass());
      Set<String> allowed = arrows.get(from);
      boolean known = allowed != null || from.isEmpty();
      boolean fine = to.isEmpty() || to.equals(from) || (allowed != null && allowed.contains(to));
      if (!known || !fine) {
        strays.add(dependency.getDescription());
      }
    }
    return strays;
  }

  private static List<Dependency> dependencies(String root) {
    return Classes.ALL.stream()
        .filter(type -> isIn(root, type))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> isIn(root, dependency.getTargetClass().getBaseComponentType()))
        .toList();
  }

  private static boolean isIn(String root, JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private static String below(String root, JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.length() == root.length() ? "" : name.substring(root.length() + 1);
  }

  private static String module(JavaClass type) {
    return type.getBaseComponentType().getPackageName().split("\\.")[2];
  }
}
