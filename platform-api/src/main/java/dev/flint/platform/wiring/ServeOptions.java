package dev.flint.platform.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code flint serve}.
 *
 * @param model a GGUF file to serve beside the demo model
 * @param settings further settings, each as {@code --name=value}
 */
record ServeOptions(
    String host, int port, Path data, @Nullable Path model, List<String> settings, boolean help) {
  static final String USAGE =
      """
      usage: flint serve [options]

      Starts the service: an OpenAI-compatible API over verified models, every answer on record.

        --model PATH       serve this GGUF file beside the demo model, under the file's name
        --port N           listen on this port (default 8080)
        --host ADDRESS     listen on this address (default 127.0.0.1; others can reach any other)
        --data DIR         keep everything here (default ${XDG_DATA_HOME:-~/.local/share}/flint)
        --threads N        computing threads (default: one for each core)
        --backend NAME     kernels: auto, scalar, vector or native (default auto)
        --no-relay         use weights as they lie in the file (default: laid anew for speed)
        --NAME=VALUE       any setting whose name has a dot, such as --flint.database.url=...

      The first start prints an address and three keys, once. Ctrl-C finishes running answers.
      """;

  private static final Set<String> BACKENDS = Set.of("auto", "scalar", "vector", "native");

  ServeOptions {
    settings = List.copyOf(settings);
  }

  /**
   * Reads the command line.
   *
   * @throws StartFault BAD_SETTING that names the option
   */
  static ServeOptions parse(List<String> arguments) {
    String host = "127.0.0.1";
    int port = 8080;
    Path data = defaultData();
    Path model = null;
    List<String> settings = new ArrayList<>();
    for (Iterator<String> rest = split(arguments).iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--help", "-h" -> {
          return new ServeOptions(host, port, data, model, settings, true);
        }
        case "--host" -> host = value(option, rest);
        case "--port" -> port = number(option, value(option, rest), 65_535);
        case "--data" -> data = Path.of(value(option, rest));
        case "--model" -> model = file(value(option, rest));
        case "--threads" ->
            settings.add("--flint.engine.threads=" + number(option, value(option, rest), 1024));
        case "--backend" -> settings.add("--flint.engine.backend=" + backend(value(option, rest)));
        case "--no-relay" -> settings.add("--flint.engine.relay=false");
        default -> settings.add(setting(option));
      }
    }
    return new ServeOptions(host, port, data, model, settings, false);
  }

  /** All of it as settings. */
  String[] toSettings() {
    List<String> all = new ArrayList<>(settings);
    all.add("--server.address=" + host);
    all.add("--server.port=" + port);
    all.add("--flint.data=" + data.toAbsolutePath().normalize());
    if (model != null) {
      all.add("--flint.model=" + model);
    }
    return all.toArray(String[]::new);
  }

  /** Where a service keeps everything unless told otherwise. */
  static Path defaultData() {
    return xdg("XDG_DATA_HOME", ".local", "share").resolve("flint");
  }

  /** A folder of the XDG base directory specification: the variable's, or below the home folder. */
  static Path xdg(String variable, String... otherwise) {
    String named = System.getenv(variable);
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    String home = System.getenv("HOME");
    return Path.of(home == null ? System.getProperty("user.home") : home, otherwise);
  }

  // --port=80 is --port 80; a name with a dot is a setting and stays whole.
  private static List<String> split(List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 0 && !argument.substring(0, equals).contains(".")) {
        words.add(argument.substring(0, equals));
        words.add(argument.substring(equals + 1));
      } else {
        words.add(argument);
      }
    }
    return words;
  }

  static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw bad("the option " + option + " needs a value");
    }
    return rest.next();
  }

  private static int number(String option, String text, int largest) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= largest) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // said below
    }
    throw bad(option + " takes a number from 1 to " + largest + ", not '" + text + "'");
  }

  private static Path file(String text) {
    Path file = Path.of(text).toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw bad("there is no model file " + file);
    }
    return file;
  }

  private static String backend(String name) {
    if (!BACKENDS.contains(name)) {
      throw bad("--backend is auto, scalar, vector or native, not '" + name + "'");
    }
    return name;
  }

  private static String setting(String option) {
    int equals = option.indexOf('=');
    if (option.startsWith("--") && equals > 0 && option.substring(0, equals).contains(".")) {
      return option;
    }
    throw bad("unknown option '" + option + "'");
  }

  private static StartFault bad(String what) {
    return new StartFault(
        StartFault.Code.BAD_SETTING, what + "; 'flint serve --help' lists the options.");
  }
}
