package dev.flint.platform.wiring;

import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Says where the service is, and at the first start, once and never again, with which keys. */
final class FirstStart {
  private static final String DEPARTMENT = "local";

  private final DataFolder data;
  private final ApiKeys keys;
  private final String url;

  FirstStart(DataFolder data, ApiKeys keys, String url) {
    this.data = data;
    this.keys = keys;
    this.url = url;
  }

  /** Prints lines for a shell; what is not an assignment or a command is a comment there. */
  void announce(PrintStream out) {
    Path told = data.root().resolve("keys-shown");
    out.println("FLINT_URL=" + url);
    String user = null;
    if (!Files.exists(told)) {
      user = key("user", Role.USER);
      out.println("FLINT_KEY=" + user);
      out.println("FLINT_ADMIN_KEY=" + key("admin", Role.ADMIN));
      out.println("FLINT_AUDITOR_KEY=" + key("auditor", Role.AUDITOR));
    }
    out.println("# data folder: " + data.root());
    if (user != null) {
      out.println(
          "curl "
              + url
              + "/v1/chat/completions -H 'Authorization: Bearer "
              + user
              + "' -H 'Content-Type: application/json' -d '{\"model\":\""
              + Models.DEMO
              + "\",\"messages\":[{\"role\":\"user\",\"content\":\"What is Flint?\"}]}'");
      remember(told);
    }
    out.flush();
  }

  private String key(String owner, Role role) {
    return keys.create(owner, Set.of(role), DEPARTMENT, Actor.SERVICE).plain();
  }

  private static void remember(Path told) {
    try {
      Files.writeString(told, "The first start showed its keys; they are not kept anywhere.\n");
    } catch (IOException e) {
      throw DataFolder.fault(told + " cannot be written: " + DataFolder.reason(e), e);
    }
  }
}
