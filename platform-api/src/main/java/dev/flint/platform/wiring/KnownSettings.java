package dev.flint.platform.wiring;

import java.util.List;
import java.util.Set;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Rejects settings of ours that do not exist: a misspelt one would silently keep its default. */
final class KnownSettings {
  private static final Set<String> SINGLE = Set.of("flint.data", "flint.model");

  /** Groups whose own records reject what they do not know. */
  private static final List<String> GROUPS = List.of("flint.database.", "flint.engine.");

  // Other things than settings live there, such as FLINT_KEY in the shell of someone who asks.
  private static final Set<String> SHARED =
      Set.of(
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

  private KnownSettings() {}

  /**
   * Looks through configuration files and the command line.
   *
   * @throws StartFault BAD_SETTING that names the setting
   */
  static void require(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> named
          && !SHARED.contains(named.getName())) {
        for (String name : named.getPropertyNames()) {
          require(name);
        }
      }
    }
  }

  private static void require(String name) {
    boolean known =
        !name.startsWith("flint.")
            || SINGLE.contains(name)
            || GROUPS.stream().anyMatch(name::startsWith);
    if (!known) {
      throw new StartFault(
          StartFault.Code.BAD_SETTING,
          "there is no setting '" + name + "': correct its name or remove it.");
    }
  }
}
