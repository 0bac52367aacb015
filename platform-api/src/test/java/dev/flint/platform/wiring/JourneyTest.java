package dev.flint.platform.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.audit.log.AuditLog;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.Receipt;
import dev.flint.audit.note.VerifierKey;
import dev.flint.audit.verify.VerifyMain;
import dev.flint.platform.FlintTest;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a question over HTTP to its answer, its receipt, and the outsider who checks it all. */
@FlintTest
final class JourneyTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Autowired ApiKeys keys;
  @Autowired AuditLog log;
  @Autowired DataFolder data;
  @TempDir Path temporary;

  @Value("${local.server.port}")
  int port;

  @Test
  void anAnswerCanBeProvedAndAChangedRecordIsNamed() throws Exception {
    String user = keys.create("user", Set.of(Role.USER), "test", Actor.SERVICE).plain();
    String auditor = keys.create("auditor", Set.of(Role.AUDITOR), "test", Actor.SERVICE).plain();
    try (Client client = new Client("http://127.0.0.1:" + port)) {
      // A question, its answer, and the name of its record.
      var answer = client.chat("flint-demo", "What is Flint?", user);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-flint-mode")).contains("development");
      String id = answer.headers().firstValue("x-flint-receipt").orElseThrow();

      // The receipt proves that exactly this record is in the log that this key signs.
      Receipt receipt =
          Receipt.parse(client.get("/audit/v1/receipts/" + id, auditor).body(), key());
      JsonNode record = JSON.readTree(client.get("/audit/v1/records/" + id, auditor).body());
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] salt = base64.decode(record.path("salt").asString());
      byte[] bytes = base64.decode(record.path("record").asString());
      assertThat(receipt.proves(Entry.commitment(salt, bytes))).isTrue();
      assertThat(record.path("fields").path("kind").asString()).isEqualTo("intent");
      assertThat(record.path("fields").path("actor").path("owner").asString()).isEqualTo("user");

      // An outsider checks an export with nothing else.
      client.get("/audit/v1/receipts/" + id + ".outcome", auditor);
      Path export = log.export(temporary.resolve("export")).folder();
      assertThat(verify(export)).startsWith("0: verified: ");

      // Somebody changes one record of it: the verifier names it.
      Path records = export.resolve("records.jsonl");
      List<String> lines = Files.readAllLines(records, UTF_8);
      int at = (int) receipt.index();
      assertThat(lines.get(at)).contains(id);
      String forged = new String(bytes, UTF_8).replace("\"owner\":\"user\"", "\"owner\":\"evil\"");
      String before = Base64.getEncoder().encodeToString(bytes);
      String after = Base64.getEncoder().encodeToString(forged.getBytes(UTF_8));
      lines.set(at, lines.get(at).replace(before, after));
      Files.write(records, lines, UTF_8);
      assertThat(verify(export)).startsWith("1: not verified: ").contains(id);
    }
  }

  private VerifierKey key() throws Exception {
    return VerifierKey.parse(Files.readString(data.publishedLog().resolve("log.vkey")).strip());
  }

  private String verify(Path export) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, UTF_8)) {
      String key = data.publishedLog().resolve("log.vkey").toString();
      int status = VerifyMain.run(new String[] {export.toString(), "--vkey", key}, out, out);
      return status + ": " + said.toString(UTF_8);
    }
  }
}
