package dev.flint.platform.problem;

/** The one failure the service throws on purpose: it carries what the client is told. */
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ApiProblem(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}
