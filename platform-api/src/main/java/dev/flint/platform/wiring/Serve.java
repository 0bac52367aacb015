package dev.flint.platform.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/** Runs the service from the command line, from the first check to the last word. */
public final class Serve {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);
  private static final int REFUSED = 2;

  private Serve() {}

  /**
   * Serves until it is told to stop. Ends the process with 2 if it cannot start, having said why in
   * one sentence, and with 0 after an orderly stop.
   */
  public static void main(Class<?> application, String[] arguments) {
    if (Boolean.getBoolean("spring.aot.processing")) { // the build looks at the beans, no more
      SpringApplication.run(application, arguments);
      return;
    }
    try {
      ServeOptions options = ServeOptions.parse(List.of(arguments));
      if (options.help()) {
        System.out.print(ServeOptions.USAGE);
        return;
      }
      Address.requireFree(options.host(), options.port());
      start(application, options);
    } catch (StartFault refused) {
      System.err.println("flint: " + refused.getMessage());
      System.exit(REFUSED);
    }
  }

  private static void start(Class<?> application, ServeOptions options) {
    DataFolder data = DataFolder.open(options.data());
    House house = new House(data);
    SpringApplication spring = new SpringApplication(application);
    spring.setMainApplicationClass(application);
    spring.setBannerMode(Banner.Mode.OFF);
    spring.addInitializers(house);
    // After the context is closed, and also if it never opened.
    SpringApplication.getShutdownHandlers().add(house::close);
    stopInOrderOn("TERM");
    stopInOrderOn("INT");
    ConfigurableApplicationContext context;
    try {
      context = spring.run(options.toSettings());
    } catch (RuntimeException failure) {
      house.close();
      throw told(failure, data);
    }
    context.getBean(FirstStart.class).announce(System.out);
    tellLauncher();
  }

  // The launcher keeps the archive of classes that the JVM writes at the end of a run that served.
  private static void tellLauncher() {
    String served = System.getProperty("flint.served");
    if (served == null) {
      return;
    }
    try {
      Files.writeString(Path.of(served), "");
      SpringApplication.getShutdownHandlers()
          .add(() -> System.err.println("flint: stopped; preparing quicker starts, a moment."));
    } catch (IOException e) {
      LOG.info("The next start will not be quicker: {} cannot be written", served, e);
    }
  }

  // An orderly stop is not a failure: the exit status is 0, where the JVM's own would be 143 or
  // 130.
  private static void stopInOrderOn(String signal) {
    Signal.handle(
        new Signal(signal),
        received -> Thread.ofPlatform().name("stop").start(() -> System.exit(0)));
  }

  private static StartFault told(RuntimeException failure, DataFolder data) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartFault known) {
        return known;
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new StartFault(
        StartFault.Code.BAD_SETTING,
        "could not start: " + root.getMessage() + " (more in " + data.root() + "/logs/flint.log)",
        failure);
  }
}
