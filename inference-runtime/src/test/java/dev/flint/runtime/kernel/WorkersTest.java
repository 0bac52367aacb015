package dev.flint.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class WorkersTest {
  @Test
  void everyItemIsDoneExactlyOnce() {
    try (Workers workers = new Workers(4)) {
      for (int items = 1; items < 500; items++) {
        AtomicIntegerArray done = new AtomicIntegerArray(items);
        workers.run(
            items,
            7,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                done.incrementAndGet(i);
              }
            });
        for (int i = 0; i < items; i++) {
          assertThat(done.get(i)).as(items + " items, item " + i).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void aFailureReachesTheCallerAndTheWorkersLiveOn() {
    try (Workers workers = new Workers(3)) {
      assertThatThrownBy(() ->
              workers.run(
                  100,
                  1,
                  (from, to) -> {
                    if (from == 57) {
                      throw new ArithmeticException("item 57");
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("item 57");
      AtomicIntegerArray done = new AtomicIntegerArray(1);
      workers.run(50, 1, (from, to) -> done.addAndGet(0, to - from));
      assertThat(done.get(0)).isEqualTo(50);
    }
  }
}
