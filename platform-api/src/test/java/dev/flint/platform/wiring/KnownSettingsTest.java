package dev.flint.platform.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class KnownSettingsTest {
  @Test
  void whatIsKnownPasses() {
    KnownSettings.require(with("flint.engine.threads"));
    KnownSettings.require(with("flint.data"));
    KnownSettings.require(with("spring.application.name"));
  }

  @Test
  void aMisspeltOneIsNamed() {
    assertThatThrownBy(() -> KnownSettings.require(with("flint.engin.threads")))
        .isInstanceOf(StartFault.class)
        .hasMessageContaining("'flint.engin.threads'");
  }

  private static StandardEnvironment with(String name) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("file", Map.of(name, "1")));
    return environment;
  }
}
