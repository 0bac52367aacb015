package dev.flint.platform.wiring;

import dev.flint.audit.AuditException;
import dev.flint.audit.log.Export;
import dev.flint.audit.log.Layout;
import dev.flint.audit.log.postgres.PostgresStorage;
import dev.flint.audit.note.VerifierKey;
import dev.flint.audit.verify.VerifyMain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code flint audit}: exports the log and verifies it, whether the service runs or not. */
public final class AuditCommand {
  private static final int REFUTED = 1;
  private static final int UNUSABLE = 2;

  private AuditCommand() {}

  /** Ends the process with 0 when all is well, 1 when the log is not, 2 when it cannot be told. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      AuditOptions options = AuditOptions.parse(arguments);
      return switch (options.verb()) {
        case HELP -> {
          out.print(AuditOptions.USAGE);
          yield 0;
        }
        case EXPORT -> {
          Export.Written written = export(options, options.target());
          out.println(
              "exported " + written.checkpoint().size() + " records to " + written.folder());
          yield 0;
        }
        case VERIFY -> verify(options, out, err);
      };
    } catch (AuditException e) {
      err.println("not verified: " + e.getMessage());
      return e.code() == AuditException.Code.TAMPERED ? REFUTED : UNUSABLE;
    } catch (StartFault e) {
      err.println("flint: " + e.getMessage());
      return UNUSABLE;
    } catch (IOException e) {
      err.println("flint: the log cannot be read: " + DataFolder.reason(e));
      return UNUSABLE;
    }
  }

  private static int verify(AuditOptions options, PrintStream out, PrintStream err)
      throws IOException {
    Path published = options.data().resolve("log");
    // What the service published before this moment: an export may only have grown since.
    Path anchor = Files.createTempDirectory("flint-audit-");
    try {
      Path checkpoint = anchor.resolve(Layout.CHECKPOINT);
      Path key = anchor.resolve(Layout.VKEY);
      copy(published.resolve(Layout.VKEY), key);
      copy(published.resolve(Layout.CHECKPOINT), checkpoint);
      Export.Written written = export(options, anchor.resolve("export"));
      List<String> task = new ArrayList<>(List.of(written.folder().toString()));
      task.addAll(List.of("--vkey", key.toString(), "--checkpoint", checkpoint.toString()));
      return VerifyMain.run(task.toArray(String[]::new), out, err);
    } finally {
      PostgresPrograms.delete(anchor);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      throw new StartFault(
          StartFault.Code.DATA_FOLDER,
          from + " is missing: is this the data folder of a service that has run (--data)?");
    }
    Files.copy(from, to);
  }

  private static Export.Written export(AuditOptions options, Path target) throws IOException {
    VerifierKey key =
        VerifierKey.parse(
            Files.readString(options.data().resolve("log").resolve(Layout.VKEY)).strip());
    try (ReadingDatabase database = ReadingDatabase.open(options.data(), options.database())) {
      return new Export(new PostgresStorage(database.source()), key).to(target);
    }
  }
}
