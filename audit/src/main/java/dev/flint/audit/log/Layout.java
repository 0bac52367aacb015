package dev.flint.audit.log;

/** Names in an exported or published folder, beside the tiles. */
public final class Layout {
  /** The signed tree head. */
  public static final String CHECKPOINT = "checkpoint";

  /** The verifier key, one line. */
  public static final String VKEY = "log.vkey";

  /** One record a line, in the order of the leaves. */
  public static final String RECORDS = "records.jsonl";

  private Layout() {}
}
