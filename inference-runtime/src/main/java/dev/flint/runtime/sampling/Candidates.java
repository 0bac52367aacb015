package dev.flint.runtime.sampling;

/**
 * Token ids as a heap, likeliest first and lowest id first among equals: taking a few off the top
 * of a large vocabulary costs little more than looking at it once. Reused from token to token.
 */
final class Candidates {
  private float[] weights = {};
  private int[] heap = {};
  private int size;

  /** Begins anew with all ids that have a weight of at least {@code least}. */
  void fill(float[] weights, int count, float least) {
    this.weights = weights;
    if (heap.length < count) {
      heap = new int[count];
    }
    size = 0;
    for (int id = 0; id < count; id++) {
      if (weights[id] >= least) {
        heap[size++] = id;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes the likeliest id away. */
  int take() {
    int top = heap[0];
    heap[0] = heap[--size];
    sink(0);
    return top;
  }

  private void sink(int at) {
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], heap[at])) {
        return;
      }
      int swap = heap[at];
      heap[at] = heap[child];
      heap[child] = swap;
      at = child;
    }
  }

  private boolean before(int a, int b) {
    return weights[a] > weights[b] || (weights[a] == weights[b] && a < b);
  }
}
