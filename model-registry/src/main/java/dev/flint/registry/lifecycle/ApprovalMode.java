package dev.flint.registry.lifecycle;

/** How carefully a version was approved. */
public enum ApprovalMode {
  /** Approved without a review, for work on one's own machine; answers are marked with it. */
  DEVELOPMENT,
  /** Approved by a person who reviewed it. */
  REVIEWED
}
