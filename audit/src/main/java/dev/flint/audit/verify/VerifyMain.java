package dev.flint.audit.verify;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.Layout;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.Note;
import dev.flint.audit.note.VerifierKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The offline verifier: {@code java -jar audit.jar DIR [--vkey FILE] [--checkpoint FILE]...}. */
public final class VerifyMain {
  private static final int VERIFIED = 0;
  private static final int REFUTED = 1;
  private static final int USAGE = 2;

  private static final String HELP =
      """
      usage: java -jar audit.jar DIR [--vkey FILE] [--checkpoint FILE]...
        DIR                an exported log
        --vkey FILE        the log's verifier key, from a source you trust; else the folder's own
        --checkpoint FILE  a checkpoint seen earlier or elsewhere, that the log must contain\
      """;

  private VerifyMain() {}

  /** Prints one line and exits: 0 verified, 1 not, 2 wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** What is to be verified, with what. */
  private record Task(Path folder, @Nullable Path vkey, List<Path> checkpoints) {}

  /** As {@link #main}, for callers that go on afterwards. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    Task task;
    try {
      task = task(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(HELP);
      return USAGE;
    }
    try {
      out.println(verify(task));
      return VERIFIED;
    } catch (AuditException e) {
      err.println("not verified: " + e.getMessage());
    } catch (IOException e) {
      err.println("not verified: the export could not be read: " + e);
    }
    return REFUTED;
  }

  private static Task task(String[] arguments) {
    Path folder = null;
    Path vkey = null;
    List<Path> checkpoints = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("--vkey") && vkey == null) {
        vkey = file(arguments, ++i);
      } else if (argument.equals("--checkpoint")) {
        checkpoints.add(file(arguments, ++i));
      } else if (!argument.startsWith("-") && folder == null) {
        folder = path(argument);
      } else {
        throw new IllegalArgumentException("'" + argument + "' is not understood");
      }
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder == null ? "the folder to verify is missing" : folder + " is not a folder");
    }
    return new Task(folder, vkey, checkpoints);
  }

  private static Path file(String[] arguments, int at) {
    if (at >= arguments.length) {
      throw new IllegalArgumentException(arguments[at - 1] + " needs a file");
    }
    Path file = path(arguments[at]);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is not a file");
    }
    return file;
  }

  private static Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + argument + "' is not a path", e);
    }
  }

  private static String verify(Task task) throws IOException {
    Path keyFile = task.vkey() == null ? task.folder().resolve(Layout.VKEY) : task.vkey();
    VerifierKey key = VerifierKey.parse(new String(small(keyFile), StandardCharsets.UTF_8));
    Checkpoint checkpoint = open(task.folder().resolve(Layout.CHECKPOINT), key);
    List<Checkpoint> anchors = new ArrayList<>();
    for (Path file : task.checkpoints()) {
      anchors.add(open(file, key));
    }
    new Verification(task.folder(), checkpoint, anchors).run();
    return "verified: %d records, tree root %s, signed by %s+%s%s%s"
        .formatted(
            checkpoint.size(),
            checkpoint.root(),
            key.name(),
            key.hexId(),
            task.vkey() == null ? " (the folder's own key)" : "",
            anchors.isEmpty() ? "" : ", consistent with %d given".formatted(anchors.size()));
  }

  private static Checkpoint open(Path file, VerifierKey key) throws IOException {
    try {
      return Checkpoint.open(small(file), key);
    } catch (AuditException e) {
      throw new AuditException(e.code(), file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] small(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new AuditException(Code.MALFORMED, "the export lacks " + file.getFileName());
    }
    if (Files.size(file) > Note.MAX_BYTES) {
      throw new AuditException(
          Code.MALFORMED, "%s is longer than %d bytes".formatted(file, Note.MAX_BYTES));
    }
    return Files.readAllBytes(file);
  }
}
