package dev.flint.runtime.text.template;

import dev.flint.runtime.RuntimeFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A compiled template. It holds no state, so threads may render it at the same time. */
public final class Template {
  private final List<Statement> body;

  private Template(List<Statement> body) {
    this.body = body;
  }

  /**
   * Compiles a template; it may be hostile.
   *
   * @throws RuntimeFault {@code TEMPLATE}, with the line, if it is malformed or too large
   */
  public static Template compile(String source) {
    return new Template(Parser.parse(source));
  }

  /**
   * Renders the template.
   *
   * @param variables maps, lists, strings, numbers, booleans and nulls, nested as one likes
   * @param now what the template takes for the present, in UTC
   * @throws RuntimeFault {@code TEMPLATE}, with the line, if it fails or exceeds its bounds
   */
  public String render(Map<String, ?> variables, Instant now) {
    Render render = new Render(now);
    try {
      Scope scope = new Scope(null);
      Variables.define(render, variables, scope);
      return render.executor().body(body, scope);
    } catch (RuntimeFault fault) {
      throw Faults.at(render.line(), fault);
    } catch (StackOverflowError e) {
      // The depth is bounded, but the thread we were called on may have little stack left.
      throw Faults.at(render.line(), Faults.fault("it nests too deeply for this thread"));
    }
  }
}
