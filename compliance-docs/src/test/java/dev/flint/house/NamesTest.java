package dev.flint.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names say what a thing is, and every room says in a sentence what it is for. */
final class NamesTest {
  private static final Pattern BANNED =
      Pattern.compile("(Abstract|Base)[A-Z]\\w*|\\w*(Impl|Utils?|Manager|Helpers?)");
  private static final Pattern DOCUMENTED =
      Pattern.compile("^public .*\\b(class|record|interface|enum|@interface)\\b.*");

  @Test
  void noEmptyWords() {
    List<Path> banned =
        Sources.all().stream().filter(file -> BANNED.matcher(typeName(file)).matches()).toList();
    assertThat(banned).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    List<Path> silent =
        Sources.main().stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();
    assertThat(silent).isEmpty();
  }

  @Test
  void publicTypesAreDocumented() {
    List<Path> silent = Sources.main().stream().filter(NamesTest::isSilent).toList();
    assertThat(silent).isEmpty();
  }

  /** True where a public top-level type has no doc comment before its annotations. */
  private static boolean isSilent(Path file) {
    List<String> lines = Sources.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (DOCUMENTED.matcher(lines.get(i)).matches()) {
        return lines.subList(0, i).stream().noneMatch(line -> line.startsWith("/**"));
      }
    }
    return false;
  }

  private static String typeName(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }
}
