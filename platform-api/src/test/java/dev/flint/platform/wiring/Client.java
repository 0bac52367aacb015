package dev.flint.platform.wiring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks a running service over real HTTP. */
final class Client implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  Client(String url) {
    this.url = url;
  }

  HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
    return http.send(request(path, key).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> chat(String model, String question, String key)
      throws IOException, InterruptedException {
    String body =
        """
        {"model":"%s","temperature":0,"messages":[{"role":"user","content":"%s"}]}
        """
            .formatted(model, question);
    HttpRequest request =
        request("/v1/chat/completions", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  @Override
  public void close() {
    http.close();
  }
}
