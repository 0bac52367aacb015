package dev.flint.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to the service as any program does. The JDK's client asks for HTTP/2 on each new connection
 * ({@code Upgrade: h2c}), which the service must ignore.
 */
public record TestClient(int port, String key) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** One answer. */
  public record Answer(int status, HttpResponse<String> response) {
    public String body() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      return JsonMapper.shared().readTree(body());
    }

    public JsonNode error() {
      return json().get("error");
    }

    /** The data of each server-sent event. */
    public List<String> events() {
      List<String> data = new ArrayList<>();
      for (String event : body().split("\n\n", -1)) {
        if (!event.isEmpty()) {
          data.add(event.substring(event.indexOf("data: ") + "data: ".length()));
        }
      }
      return data;
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /** Posts JSON in which single quotes stand for double ones. */
  public Answer post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
  }

  public Answer method(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  /** A request without headers. */
  public HttpRequest.Builder bare(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return bare(path).header("Authorization", "Bearer " + key);
  }
}
