package dev.flint.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;

/** The compiled classes of all modules, without those that are generated. */
final class Classes {
  static final JavaClasses ALL = load();

  private Classes() {}

  private static JavaClasses load() {
    List<Path> folders =
        Sources.MODULES.stream()
            .map(module -> Sources.ROOT.resolve(module).resolve("target/classes"))
            .toList();
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(location -> location.contains("/dev/flint/"))
            .withImportOption(location -> !location.contains("__")) // Spring writes these
            .importPaths(folders);
    if (classes.size() < 100) {
      throw new IllegalStateException("build the other modules first: ./flint test");
    }
    return classes;
  }
}
