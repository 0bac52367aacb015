package dev.flint.runtime.bench;

import java.util.Map;

/**
 * How one contender did with one model and thread count.
 *
 * @param about what computed, in its own words
 * @param speeds medians in tokens per second
 * @param peak most bytes of physical memory, mapped pages of the file included
 * @param firstToken seconds from opening the file to the first token
 */
record Side(String about, Map<Workload, Double> speeds, double peak, double firstToken) {
  double speed(Workload workload) {
    return speeds.getOrDefault(workload, Double.NaN);
  }
}
