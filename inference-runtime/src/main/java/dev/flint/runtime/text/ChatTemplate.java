package dev.flint.runtime.text;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.text.template.Template;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * A model's chat template: Jinja as Hugging Face's transformers renders it, in an engine of our own
 * that has no reflection, no files and bounded work, for a template is hostile input. Compiled
 * once, it may be rendered by many threads at the same time.
 */
public final class ChatTemplate {
  private final Template template;
  private final InstantSource clock;

  private ChatTemplate(Template template, InstantSource clock) {
    this.template = template;
    this.clock = clock;
  }

  /**
   * Compiles a template that reads the system's clock.
   *
   * @throws RuntimeFault {@code TEMPLATE}, with the line, if it is malformed or too large
   */
  public static ChatTemplate compile(String source) {
    return compile(source, InstantSource.system());
  }

  /** The same with a clock of one's own behind {@code strftime_now}, which is given in UTC. */
  public static ChatTemplate compile(String source, InstantSource clock) {
    return new ChatTemplate(Template.compile(source), clock);
  }

  /**
   * Renders the template, now.
   *
   * @param variables {@code messages}, {@code add_generation_prompt}, {@code bos_token}, {@code
   *     eos_token}, {@code tools} and others: maps, lists, strings, numbers, booleans, nulls
   * @throws RuntimeFault {@code TEMPLATE}, with the line, if the template fails, raises an error of
   *     its own or exceeds its bounds
   */
  public String render(Map<String, Object> variables) {
    return render(variables, clock.instant());
  }

  /** The same at a given time: what was answered then can be rendered again. */
  public String render(Map<String, Object> variables, Instant now) {
    return template.render(variables, now);
  }
}
