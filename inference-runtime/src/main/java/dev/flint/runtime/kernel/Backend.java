package dev.flint.runtime.kernel;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** One implementation of the kernels, found as a service and chosen once, when an engine opens. */
public interface Backend {
  /** The name of the choice that takes the best backend present. */
  String AUTO = "auto";

  /** The name on the command line and in the record. */
  String name();

  /** The higher, the faster; {@link #AUTO} takes the highest that is supported. */
  int rank();

  /** Whether this machine and this JVM can run it. */
  boolean supported();

  /** What was found and why it was chosen, for the log. */
  String reason();

  /** How it wants quantised matrices to lie; it computes with either layout, to the same bits. */
  default Layout layout() {
    return Layout.BANDS;
  }

  /** The kernels: stateless, for any number of threads. */
  Kernels kernels();

  /**
   * The backend of that name, or the best one for {@code auto}.
   *
   * @throws RuntimeFault BAD_REQUEST where it is unknown or unsupported
   */
  static Backend choose(String name) {
    List<Backend> present = present();
    return present.stream()
        .filter(backend -> name.equals(AUTO) || backend.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new RuntimeFault(
                Code.BAD_REQUEST,
                "backend '%s' is not available here; choose auto or one of: %s"
                    .formatted(
                        name,
                        present.stream().map(Backend::name).collect(Collectors.joining(", ")))));
  }

  /** The best backend below a rank, for what a higher one leaves to others. */
  static Backend below(int rank) {
    return present().stream().filter(backend -> backend.rank() < rank).findFirst().orElseThrow();
  }

  /** What this machine can run, the fastest first. */
  private static List<Backend> present() {
    return ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(Backend::supported)
        .sorted(Comparator.comparingInt(Backend::rank).reversed())
        .toList();
  }
}
