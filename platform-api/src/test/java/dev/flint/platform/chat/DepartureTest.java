package dev.flint.platform.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.FlintTest;
import dev.flint.platform.TestClient;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.NewKey;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Clients that leave, and more of them than there is room for. */
@FlintTest
@Timeout(120)
final class DepartureTest {
  private static final int MANY = 100; // more than run and wait at once
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LONG =
      "{\"model\":\"flint-demo\",\"prompt\":\"Flint\",\"temperature\":2,\"max_tokens\":500,";

  private final TestClient auditor;
  private final NewKey key;
  private final int port;

  @Autowired
  DepartureTest(ApiKeys keys, @Value("${local.server.port}") int port) {
    this.port = port;
    this.key = keys.create("leaver", Set.of(Role.USER), "test", Actor.SERVICE);
    this.auditor =
        new TestClient(
            port, keys.create("aud", Set.of(Role.AUDITOR), "test", Actor.SERVICE).plain());
  }

  @BeforeEach
  void theModelIsLoaded() {
    TestClient user = new TestClient(port, key.plain());
    assertThat(user.post("/v1/completions", LONG.replace("500", "1") + "'seed':1}").status())
        .isEqualTo(200);
  }

  @Test
  void whoLeavesAStreamIsRecordedAsGone() throws IOException {
    try (Socket socket = send(LONG + "\"stream\":true}")) {
      BufferedReader answer = reader(socket);
      assertThat(answer.readLine()).contains("200");
      while (!answer.readLine().startsWith("data: ")) {
        Thread.onSpinWait();
      }
    }
    assertThat(await("cancelled", 1)).containsEntry("client_gone", 1);
  }

  /** Nothing is written before the end of a whole answer, and yet the departure is noticed. */
  @Test
  void whoLeavesBeforeAWholeAnswerIsRecordedAsGone() throws IOException {
    send(LONG + "\"stream\":false}").close();
    assertThat(await("cancelled", 1)).containsEntry("client_gone", 1);
  }

  @Test
  void whatFindsNoRoomIsRefusedAndTheRestStopsWithItsClients() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    String refused = "";
    try {
      while (sockets.size() < MANY) { // all before the first is read: the engine is quick
        sockets.add(send(LONG + "\"stream\":true}"));
      }
      for (int i = MANY - 1; refused.isEmpty() && i >= 0; i--) {
        BufferedReader answer = reader(sockets.get(i));
        String status = answer.readLine();
        refused = status.contains("200") ? "" : status + head(answer);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    assertThat(refused)
        .as("of %d requests", sockets.size())
        .startsWith("HTTP/1.1 429")
        .containsIgnoringCase("Retry-After: ")
        .containsIgnoringCase("x-should-retry: true");
    assertThat(await("cancelled", 20)).containsOnlyKeys("client_gone");
  }

  private Socket send(String json) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    byte[] body = json.getBytes(UTF_8);
    String head =
        "POST /v1/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + key.plain()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(UTF_8));
    socket.getOutputStream().write(body);
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  private static String head(BufferedReader answer) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = answer.readLine(); !line.isEmpty(); line = answer.readLine()) {
      head.append('\n').append(line);
    }
    return head.toString();
  }

  /** Waits until so many requests of this key ended for this reason; counts them by error. */
  private Map<String, Integer> await(String reason, int count) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Map<String, Integer> found = outcomes(reason);
      if (found.values().stream().mapToInt(Integer::intValue).sum() >= count) {
        return found;
      }
      assertThat(Instant.now()).as("only %s are on record", found).isBefore(deadline);
    }
  }

  private Map<String, Integer> outcomes(String reason) {
    JsonNode records = auditor.get("/audit/v1/records?limit=1000").json().get("data");
    List<String> mine = new ArrayList<>();
    for (JsonNode record : records) {
      JsonNode fields = record.get("fields");
      if (record.get("kind").stringValue().equals("intent")
          && fields.at("/actor/key_id").asString("").equals(key.caller().keyId())) {
        mine.add(record.get("id").stringValue());
      }
    }
    Map<String, Integer> errors = new HashMap<>();
    for (JsonNode record : records) {
      JsonNode fields = record.get("fields");
      if (record.get("kind").stringValue().equals("outcome")
          && mine.contains(fields.get("intent").stringValue())
          && fields.get("reason").stringValue().equals(reason)) {
        errors.merge(fields.get("error").stringValue(), 1, Integer::sum);
      }
    }
    return errors;
  }
}
