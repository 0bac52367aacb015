package dev.flint.platform.wiring;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code flint audit}.
 *
 * @param target where an export goes
 * @param database which database to read; the embedded one unless a URL is given
 */
record AuditOptions(Verb verb, Path data, Path target, DatabaseSettings database) {
  static final String USAGE =
      """
      usage: flint audit verify [--data DIR]             check the whole log against its signed tree
             flint audit verify FOLDER [--vkey FILE] [--checkpoint FILE]...   check an export
             flint audit export --out DIR [--data DIR]   write the log into a folder that stands alone

      Works while the service runs and while it does not. Exit status: 0 verified, 1 a record or the
      tree does not fit, 2 it could not be checked. With a database of your own, also give
      --url JDBC-URL and --password-file FILE [--username NAME].
      """;

  /** What to do. */
  enum Verb {
    VERIFY,
    EXPORT,
    HELP
  }

  static AuditOptions parse(List<String> arguments) {
    Verb verb = arguments.isEmpty() ? Verb.HELP : verb(arguments.getFirst());
    Path data = ServeOptions.defaultData();
    Path target = null;
    String url = null;
    String username = null;
    Path passwordFile = null;
    Iterator<String> rest = arguments.stream().skip(1).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--data" -> data = Path.of(ServeOptions.value(option, rest)).toAbsolutePath();
        case "--out" -> target = Path.of(ServeOptions.value(option, rest));
        case "--url" -> url = ServeOptions.value(option, rest);
        case "--username" -> username = ServeOptions.value(option, rest);
        case "--password-file" -> passwordFile = Path.of(ServeOptions.value(option, rest));
        case "--help", "-h" -> verb = Verb.HELP;
        default -> throw bad("unknown option '" + option + "'");
      }
    }
    if (verb == Verb.EXPORT && target == null) {
      throw bad("export needs --out DIR");
    }
    return new AuditOptions(
        verb,
        data.normalize(),
        target == null ? data : target,
        new DatabaseSettings(url, username, passwordFile, null, null));
  }

  private static Verb verb(String word) {
    return switch (word) {
      case "verify" -> Verb.VERIFY;
      case "export" -> Verb.EXPORT;
      case "help", "--help", "-h" -> Verb.HELP;
      default -> throw bad("unknown command 'audit " + word + "'");
    };
  }

  private static StartFault bad(@Nullable String what) {
    return new StartFault(
        StartFault.Code.BAD_SETTING, what + "; 'flint audit --help' lists the options.");
  }
}
