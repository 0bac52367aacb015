package dev.flint.runtime.cli;

import dev.flint.runtime.RuntimeFault;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line of the runtime. Exit status: 0 done; 1 one sentence on stderr says why not; 2
 * the command was not understood. {@code FLINT_DEBUG} in the environment adds stack traces.
 */
@Command(
    name = "flint",
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs language models from files.")
public final class Main {
  // Each is called as its command, but for the capital.
  private static final Class<?>[] SUBCOMMANDS = {
    Run.class, Logits.class, Bench.class, Inspect.class, Quantize.class, Tokenize.class
  };

  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Main() {}

  /** Runs one command and ends the process with its status. */
  public static void main(String[] args) {
    // Text is UTF-8 whatever the locale says; a container often has none.
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int status = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /** Runs one command and gives its exit status. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    chosen(args).forEach(line::addSubcommand);
    line.setOut(out)
        .setErr(err)
        .setExpandAtFiles(false) // a text may begin with @
        .setColorScheme(Help.defaultColorScheme(Ansi.OFF)) // probing the terminal costs start-up
        .setParameterExceptionHandler((e, given) -> misused(err, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(err, e))
        .setExecutionStrategy(Main::execute);
    line.getSubcommands().values().forEach(Main::addHelp);
    addHelp(line);
    try {
      return line.execute(args);
    } catch (OutOfMemoryError | StackOverflowError | InternalError e) {
      return failed(err, e); // too large a file, or one shortened while it was mapped
    }
  }

  /** Reading each command's options costs start-up, so only the one that is named is read. */
  private static List<Class<?>> chosen(String[] args) {
    List<Class<?>> all = List.of(SUBCOMMANDS);
    String wanted = args.length == 0 ? "" : args[0];
    return all.stream()
        .filter(command -> command.getSimpleName().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(all);
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
  }

  private static int execute(ParseResult parsed) {
    if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      CommandLine line = parsed.commandSpec().commandLine();
      String known = String.join(", ", line.getSubcommands().keySet());
      throw new ParameterException(line, "name a command: " + known);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int misused(PrintWriter err, ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("flint: " + e.getMessage() + " (try: " + name + " --help)");
    trace(err, e);
    return MISUSED;
  }

  private static int failed(PrintWriter err, Throwable e) {
    String message = e instanceof RuntimeFault ? e.getMessage() : "unexpected failure: " + e;
    err.println("flint: " + message);
    trace(err, e);
    return FAILED;
  }

  private static void trace(PrintWriter err, Throwable e) {
    if (System.getenv("FLINT_DEBUG") != null) {
      e.printStackTrace(err);
    }
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
