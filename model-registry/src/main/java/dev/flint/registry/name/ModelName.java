package dev.flint.registry.name;

import dev.flint.registry.fault.RegistryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A model's name: a lowercase slug that callers write in the {@code model} field of a request, such
 * as {@code llama-3.2-1b-q4_0}. Letters, digits, {@code .}, {@code _} and {@code -}, at most
 * {@value #MAX_LENGTH} characters, beginning and ending with a letter or a digit, with no two dots
 * in a row.
 */
public record ModelName(String value) {
  /** The longest name. */
  public static final int MAX_LENGTH = 96;

  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?");
  private static final int SHOWN = 120;

  public ModelName {
    if (value.length() > MAX_LENGTH || !SLUG.matcher(value).matches() || value.contains("..")) {
      throw new RegistryException(
          RegistryException.Code.INVALID_NAME,
          "Model name '"
              + shown(value)
              + "' is not valid: use 1 to "
              + MAX_LENGTH
              + " lowercase letters, digits, '.', '_' or '-', with a letter or digit at both ends.");
    }
  }

  /**
   * The name a model gets from its file when nobody names it: {@code Tiny Llama.gguf → tiny-llama}.
   */
  public static ModelName fromFile(Path file) {
    Path last = file.getFileName();
    String stem = last == null ? "" : last.toString();
    stem = stem.toLowerCase(Locale.ROOT).replaceFirst("\\.(gguf|safetensors|bin)$", "");
    String slug = stem.replaceAll("[^a-z0-9._-]+", "-").replaceAll("\\.{2,}", ".");
    slug = trim(slug.replaceAll("-{2,}", "-"));
    if (slug.length() > MAX_LENGTH) {
      slug = trim(slug.substring(0, MAX_LENGTH));
    }
    return new ModelName(slug.isEmpty() ? "model" : slug);
  }

  private static String trim(String slug) {
    return slug.replaceAll("^[._-]+|[._-]+$", "");
  }

  /** Names come from requests: what is repeated in a message is short and printable. */
  private static String shown(String value) {
    String printable = value.replaceAll("\\p{C}", "?");
    return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "…" : printable;
  }

  @Override
  public String toString() {
    return value;
  }
}
