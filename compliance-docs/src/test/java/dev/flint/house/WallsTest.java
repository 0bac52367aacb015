package dev.flint.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be used where. */
final class WallsTest {
  @Test
  void vectorsStayInTheirBackend() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.flint.runtime.kernel.vector")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(Classes.ALL);
  }

  @Test
  void nativeCodeIsLinkedWhereMemoryAndKernelsAre() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.flint.runtime.memory", "dev.flint.runtime.kernel.nativ")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.Linker")
        .check(Classes.ALL);
  }

  @Test
  void onlyTheServiceKnowsTheWeb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.flint.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework.web..", "org.springframework.http..", "jakarta.servlet..")
        .check(Classes.ALL);
  }

  @Test
  void theRuntimeAndTheLogArePlainJava() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.flint.runtime..", "dev.flint.audit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..", "tools.jackson..")
        .check(Classes.ALL);
  }

  @Test
  void nobodyReadsPickledOrSerialisedObjects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(Classes.ALL);
  }

  /** An auditor runs the verifier with a JDK and nothing else. */
  @Test
  void theVerifierNeedsJavaBaseAlone() {
    List<String> strays =
        Classes.ALL.stream()
            .filter(type -> type.getPackageName().equals("dev.flint.audit.verify"))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(WallsTest::leavesJavaBase)
            .map(Dependency::getDescription)
            .toList();
    assertThat(strays).isEmpty();
  }

  private static boolean leavesJavaBase(Dependency dependency) {
    String name = dependency.getTargetClass().getBaseComponentType().getName();
    if (name.startsWith("dev.flint.") || name.startsWith("org.jspecify.")) {
      return false;
    }
    try {
      Module module = Class.forName(name, false, WallsTest.class.getClassLoader()).getModule();
      return !"java.base".equals(module.getName());
    } catch (ClassNotFoundException e) {
      return !dependency.getTargetClass().getBaseComponentType().isPrimitive();
    }
  }
}
