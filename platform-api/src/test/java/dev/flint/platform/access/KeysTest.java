package dev.flint.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.FlintTest;
import dev.flint.platform.TestClient;
import dev.flint.platform.TestClient.Answer;
import dev.flint.platform.trail.Actor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Keys over real HTTP and in the real database. */
@FlintTest
final class KeysTest {
  private static final String KEYS = "/admin/v1/keys";

  private final ApiKeys keys;
  private final JdbcClient jdbc;
  private final int port;
  private final TestClient admin;

  @Autowired
  KeysTest(ApiKeys keys, JdbcClient jdbc, @Value("${local.server.port}") int port) {
    this.keys = keys;
    this.jdbc = jdbc;
    this.port = port;
    this.admin = client(Role.ADMIN);
  }

  /** Every route of the matrix with every role, over HTTP: whoever is not named gets a 403. */
  @Test
  void theMatrixHoldsOverHttp() {
    Map<Role, TestClient> clients = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      clients.put(role, client(role));
    }
    TestClient stranger = new TestClient(port, "");
    for (Permissions.Route route : Permissions.matrix()) {
      if (route.roles().isEmpty()) {
        continue;
      }
      String path =
          route.path().getPatternString().replaceAll("\\{\\*?[a-z]+}", "none").replace("//", "/");
      String name = route.method() + " " + path;
      assertThat(stranger.method(route.method(), path).status()).as(name).isEqualTo(401);
      for (Role role : Role.values()) {
        int status =
            Objects.requireNonNull(clients.get(role)).method(route.method(), path).status();
        if (route.roles().contains(role)) {
          assertThat(status).as(name + " as " + role).isNotIn(401, 403, 500, 503);
        } else {
          assertThat(status).as(name + " as " + role).isEqualTo(403);
        }
      }
    }
  }

  @Test
  void aKeyIsShownOnceWorksAndIsTaken() {
    Answer made = admin.post(KEYS, "{'owner':'eve','roles':['user'],'department':'law'}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String id = made.json().get("id").stringValue();
    String key = made.json().get("key").stringValue();
    TestClient eve = new TestClient(port, key);
    assertThat(eve.get("/v1/models").status()).isEqualTo(200);

    Answer list = admin.get(KEYS);
    assertThat(list.body()).contains(id).doesNotContain(key).doesNotContain(key.split("_", -1)[2]);

    assertThat(admin.delete(KEYS + "/" + id).json().get("revoked").booleanValue()).isTrue();
    Answer refused = eve.get("/v1/models");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(admin.delete(KEYS + "/" + id).status()).isEqualTo(200);
    assertThat(admin.delete(KEYS + "/0000000000").status()).isEqualTo(404);
  }

  @Test
  void theDatabaseHoldsNoSecret() {
    NewKey made = keys.create("frank", Set.of(Role.USER), "test", Actor.SERVICE);
    String row =
        jdbc.sql("SELECT k::text FROM access_key k WHERE id = :id")
            .param("id", made.caller().keyId())
            .query(String.class)
            .single();
    assertThat(row).contains("frank").doesNotContain(made.plain().split("_", -1)[2]);
  }

  @Test
  void theKeyMayComeInThreeHeaders() {
    String key = client(Role.USER).key();
    TestClient bare = new TestClient(port, "");
    for (String[] header :
        new String[][] {
          {"Authorization", "Bearer " + key}, {"Authorization", "bearer " + key},
          {"api-key", key}, {"x-api-key", key}
        }) {
      assertThat(bare.send(bare.bare("/v1/models").header(header[0], header[1])).status())
          .as(header[0])
          .isEqualTo(200);
    }
    for (String[] header :
        new String[][] {
          {"Authorization", "Basic " + key},
          {"Authorization", key + "x"},
          {"Authorization", ""},
          {"x-api-key", "sk-123"},
          {"Cookie", "key=" + key}
        }) {
      Answer answer = bare.send(bare.bare("/v1/models").header(header[0], header[1]));
      assertThat(answer.status()).as(header[0] + " " + header[1]).isEqualTo(401);
      assertThat(answer.error().get("code").stringValue()).isEqualTo("invalid_api_key");
    }
    assertThat(bare.send(bare.bare("/v1/models?api_key=" + key)).status()).isEqualTo(401);
  }

  @Test
  void withoutAKeyNothingIsToldButHealth() {
    TestClient bare = new TestClient(port, "");
    for (String path :
        List.of("/", "/v1/models", "/nothing", "/error", "/actuator", "/admin/v1/keys")) {
      assertThat(bare.send(bare.bare(path)).status()).as(path).isEqualTo(401);
    }
    assertThat(bare.send(bare.bare("/actuator/health")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'roles':['user']}",
        "{'owner':'','roles':['user']}",
        "{'owner':'x'}",
        "{'owner':'x','roles':[]}",
        "{'owner':'x','roles':['king']}",
        "{'owner':'x','roles':[1]}",
        "{'owner':'x','roles':['auditor','admin']}",
        "{'owner':'a\\u0000b','roles':['user']}",
        "{'owner':7,'roles':['user']}"
      })
  void whatIsNoProperKeyIsNotMade(String body) {
    Answer answer = admin.post(KEYS, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
  }

  /** Of many who revoke one another at once, one administrator always remains. */
  @Test
  void theLastAdministratorStays() throws Exception {
    List<String> admins = new ArrayList<>();
    for (KeyFacts key : keys.list()) {
      if (key.revokedAt() == null && key.caller().roles().contains(Role.ADMIN)) {
        admins.add(key.caller().keyId());
      }
    }
    for (int i = 0; i < 6; i++) {
      admins.add(keys.create("admin", Set.of(Role.ADMIN), "t", Actor.SERVICE).caller().keyId());
    }
    List<Revocation> outcomes = new ArrayList<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Revocation>> tasks = new ArrayList<>();
      admins.forEach(id -> tasks.add(() -> keys.revoke(id, Actor.SERVICE)));
      for (Future<Revocation> task : all.invokeAll(tasks)) {
        outcomes.add(task.get());
      }
    }
    assertThat(outcomes).filteredOn(o -> o instanceof Revocation.LastAdmin).hasSize(1);
    assertThat(outcomes)
        .filteredOn(o -> o instanceof Revocation.Revoked)
        .hasSize(admins.size() - 1);
  }

  /** A revoked key is refused from the moment its revocation is answered, however busy it was. */
  @Test
  void aRevocationHoldsAtOnceUnderLoad() throws Exception {
    NewKey made = keys.create("grace", Set.of(Role.USER), "test", Actor.SERVICE);
    TestClient grace = new TestClient(port, made.plain());
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> hammer =
          () -> {
            while (grace.get("/v1/models").status() == 200) {
              Thread.onSpinWait();
            }
            return grace.get("/v1/models").status() == 401;
          };
      List<Future<Boolean>> busy = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        busy.add(all.submit(hammer));
      }
      assertThat(keys.revoke(made.caller().keyId(), Actor.SERVICE))
          .isInstanceOf(Revocation.Revoked.class);
      assertThat(grace.get("/v1/models").status()).isEqualTo(401);
      for (Future<Boolean> one : busy) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  @Test
  void aListedKeyTellsEverythingButItsSecret() {
    JsonNode first = admin.get(KEYS).json().at("/data/0");
    assertThat(first.propertyNames())
        .containsExactlyInAnyOrder(
            "object",
            "id",
            "owner",
            "roles",
            "department",
            "created_at",
            "created_by",
            "revoked_at");
  }

  private TestClient client(Role role) {
    return new TestClient(
        port, keys.create(role.label(), Set.of(role), "test", Actor.SERVICE).plain());
  }
}
