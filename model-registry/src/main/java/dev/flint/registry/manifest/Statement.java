package dev.flint.registry.manifest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An in-toto statement with the predicate of OpenSSF Model Signing 1.0: every file of a model with
 * its digest. Only whole files are read ({@code method: files}); shards are refused by name.
 *
 * @param subject the model's name, for people only
 * @param resources the signed files, in the order of the statement
 * @param ignored paths the signer left out
 */
public record Statement(String subject, List<Resource> resources, List<String> ignored) {
  /** The name of the resource of a model that is a single file. */
  // Section 6.1.2 wants the file's name here; the reference implementation writes and expects ".".
  public static final String SINGLE_FILE = ".";

  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "https://model_signing/signature/v1.0";
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})+");
  private static final String WHAT = "the signed statement";
  private static final String RESOURCE = "a signed resource";
  private static final String SERIALIZATION = "the statement's serialization";

  /** Reads a payload whose signature has been verified. */
  public static Statement parse(byte[] payload) throws Malformed {
    JsonNode statement = StrictJson.object(payload, WHAT);
    StrictJson.only(statement, Set.of("_type", "subject", "predicateType", "predicate"), WHAT);
    StrictJson.exactly(statement, "_type", TYPE, WHAT);
    StrictJson.exactly(statement, "predicateType", PREDICATE, WHAT);
    JsonNode predicate = StrictJson.child(statement, "predicate", WHAT);
    StrictJson.only(predicate, Set.of("resources", "serialization"), "the statement's predicate");
    JsonNode serialization = StrictJson.child(predicate, "serialization", WHAT);
    List<String> ignored = serialization(serialization);
    String hash = StrictJson.string(serialization, "hash_type", SERIALIZATION);
    List<Resource> resources = resources(StrictJson.array(predicate, "resources", WHAT), hash);
    String subject = subject(StrictJson.array(statement, "subject", WHAT), resources);
    return new Statement(subject, List.copyOf(resources), ignored);
  }

  private static List<String> serialization(JsonNode serialization) throws Malformed {
    StrictJson.only(
        serialization,
        Set.of("method", "hash_type", "shard_size", "allow_symlinks", "ignore_paths"),
        SERIALIZATION);
    StrictJson.exactly(serialization, "method", "files", SERIALIZATION);
    JsonNode links = serialization.get("allow_symlinks");
    if (links == null || !links.isBoolean()) {
      throw new Malformed(SERIALIZATION + " has no true or false 'allow_symlinks'");
    }
    if (serialization.has("shard_size")) {
      throw new Malformed(SERIALIZATION + " has a shard_size, which whole files do not have");
    }
    List<String> ignored = new ArrayList<>();
    if (serialization.has("ignore_paths")) {
      for (JsonNode path : StrictJson.array(serialization, "ignore_paths", SERIALIZATION)) {
        if (!path.isString()) {
          throw new Malformed(SERIALIZATION + " has an ignored path that is not text");
        }
        ignored.add(path.stringValue());
      }
    }
    return List.copyOf(ignored);
  }

  private static List<Resource> resources(JsonNode array, String hash) throws Malformed {
    if (array.isEmpty()) {
      throw new Malformed(WHAT + " lists no files");
    }
    List<Resource> resources = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode node : array) {
      if (!node.isObject()) {
        throw new Malformed(RESOURCE + " is not an object");
      }
      String name = StrictJson.string(node, "name", RESOURCE);
      String digest = StrictJson.string(node, "digest", RESOURCE);
      StrictJson.exactly(node, "algorithm", hash, RESOURCE);
      if (!HEX.matcher(digest).matches()) {
        throw new Malformed(RESOURCE + " has a digest that is not lowercase hex");
      }
      if (!names.add(name) || !canonical(name)) {
        throw new Malformed(
            RESOURCE + " has the repeated or unsafe name '" + StrictJson.shown(name) + "'");
      }
      resources.add(new Resource(name, hash, digest));
    }
    return resources;
  }

  /** Section 6.1.2: relative, no empty, {@code .} or {@code ..} component. */
  private static boolean canonical(String name) {
    if (name.equals(SINGLE_FILE)) {
      return true;
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        return false;
      }
    }
    return true;
  }

  private static String subject(JsonNode subjects, List<Resource> resources) throws Malformed {
    if (subjects.size() != 1 || !subjects.get(0).isObject()) {
      throw new Malformed(WHAT + " has " + subjects.size() + " subjects instead of one");
    }
    JsonNode subject = subjects.get(0);
    String what = "the statement's subject";
    StrictJson.exactly(
        StrictJson.child(subject, "digest", what), "sha256", rootDigest(resources), what);
    return StrictJson.string(subject, "name", what);
  }

  /** Section 6.5.1: SHA-256 over the raw digests of all files, in order. */
  static String rootDigest(List<Resource> resources) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Resource resource : resources) {
        sha.update(HexFormat.of().parseHex(resource.digest()));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The payload to sign for a model that is one file with this hex SHA-256, as compact JSON. */
  public static byte[] ofSingleFile(String subject, String digest) {
    Resource resource = new Resource(SINGLE_FILE, "sha256", digest);
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("_type", TYPE);
    statement.put(
        "subject",
        List.of(
            ordered("name", subject, "digest", Map.of("sha256", rootDigest(List.of(resource))))));
    statement.put("predicateType", PREDICATE);
    statement.put(
        "predicate",
        ordered(
            "resources",
            List.of(
                ordered(
                    "name", resource.name(), "algorithm", "sha256", "digest", resource.digest())),
            "serialization",
            ordered("method", "files", "hash_type", "sha256", "allow_symlinks", false)));
    return StrictJson.write(statement);
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
