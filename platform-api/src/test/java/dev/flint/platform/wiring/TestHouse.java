package dev.flint.platform.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives each test context a fresh data folder under the build folder. */
public final class TestHouse implements ApplicationContextInitializer<GenericApplicationContext> {
  @Override
  public void initialize(GenericApplicationContext context) {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "data-").toAbsolutePath();
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test", Map.of("flint.data", folder.toString())));
      new House(DataFolder.open(folder)).initialize(context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
