package dev.flint.platform.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.FlintTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

@FlintTest
final class HealthTest {
  @Value("${local.server.port}")
  int port;

  @Test
  void healthSaysUpOnceEverythingIsReady() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health");
      var answer = client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"UP\"");
    }
  }
}
