package dev.flint.runtime.bench;

import dev.flint.runtime.kernel.Backend;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@code flint bench --jmh}: single kernels on every backend present; JMH's own options hold. */
final class KernelRun {
  private KernelRun() {}

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    List<String> rest = Arrays.stream(args).filter(word -> !word.equals("--jmh")).toList();
    CommandLineOptions line = new CommandLineOptions(rest.toArray(String[]::new));
    OptionsBuilder options = new OptionsBuilder();
    options.parent(line);
    if (!line.getParameter("backend").hasValue()) {
      options.param(
          "backend",
          ServiceLoader.load(Backend.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(Backend::supported)
              .map(Backend::name)
              .toArray(String[]::new));
    }
    options.jvmArgsAppend("--sun-misc-unsafe-memory-access=allow"); // JMH asks for offsets
    new Runner(options.build()).run();
  }
}
