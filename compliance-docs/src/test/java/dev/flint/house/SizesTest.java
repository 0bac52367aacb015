package dev.flint.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Files and methods stay small enough to read. */
final class SizesTest {
  private static final int LONGEST_FILE = 400;
  private static final int LONG_FILE = 200;
  private static final int LONGEST_METHOD = 70;

  @Test
  void files() {
    List<Path> tooLong = Sources.all().stream().filter(file -> lines(file) > LONGEST_FILE).toList();
    assertThat(tooLong).as("files over %d lines", LONGEST_FILE).isEmpty();
    List<Integer> sizes = Sources.all().stream().map(SizesTest::lines).sorted().toList();
    assertThat(sizes.get(sizes.size() * 9 / 10)).as("90th percentile").isLessThan(LONG_FILE + 1);
  }

  private static int lines(Path file) {
    return Sources.lines(file).size();
  }

  @Test
  void methods() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> tooLong = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(Sources.all()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Methods(unit, positions, tooLong).scan(unit, null);
      }
    }
    assertThat(tooLong).as("methods over %d lines", LONGEST_METHOD).isEmpty();
  }

  private static final class Methods extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> tooLong;

    Methods(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
      this.unit = unit;
      this.positions = positions;
      this.tooLong = tooLong;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      LineMap map = unit.getLineMap();
      long from = map.getLineNumber(positions.getStartPosition(unit, method));
      long to = map.getLineNumber(Math.max(0, positions.getEndPosition(unit, method)));
      if (to - from + 1 > LONGEST_METHOD) {
        tooLong.add(unit.getSourceFile().getName() + ": " + method.getName());
      }
      return super.visitMethod(method, nothing);
    }
  }
}
