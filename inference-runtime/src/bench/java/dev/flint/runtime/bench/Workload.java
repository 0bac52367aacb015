package dev.flint.runtime.bench;

/** What is measured, each from an empty cache. */
enum Workload {
  PREFILL_128("prefill 128", 128),
  PREFILL_512("prefill 512", 512),
  DECODE_64("decode 64", 64);

  /** The request to a child, and the heading. */
  final String request;

  final int tokens;

  Workload(String request, int tokens) {
    this.request = request;
    this.tokens = tokens;
  }
}
