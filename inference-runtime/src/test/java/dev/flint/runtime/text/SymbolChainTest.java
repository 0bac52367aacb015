package dev.flint.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SymbolChainTest {

  @Test
  void asksForEachPairAboutOnce() {
    int symbols = 300_000;
    SymbolChain chain = new SymbolChain();
    for (int i = 0; i < symbols; i++) {
      chain.add(0);
    }
    long[] asked = {0};
    // Doubles up to 2^10: as a vocabulary with long runs of one character does.
    chain.joinAll((c, left, right) -> {
      asked[0]++;
      int level = c.symbol(left);
      boolean joins = level == c.symbol(right) && level < 10;
      return joins ? (long) level << 32 | level + 1 : -1;
    });
    int remaining = 0;
    for (int at = 0; at < symbols; at = chain.next(at)) {
      remaining++;
    }
    assertThat(remaining).isBetween(symbols / 1024, symbols / 1024 + 10);
    // One question per neighbour at first, two per join after: linear, whatever the text.
    assertThat(asked[0]).isLessThan(3L * symbols);
  }

  @Test
  void joinsTheLeftmostOfEqualPairsFirst() {
    SymbolChain chain = new SymbolChain();
    for (int symbol : new int[] {1, 1, 1}) {
      chain.add(symbol);
    }
    chain.joinAll(
        (c, left, right) -> c.symbol(left) == 1 && c.symbol(right) == 1 ? 5L << 32 | 2 : -1);
    assertThat(chain.symbol(0)).isEqualTo(2);
    assertThat(chain.next(0)).isEqualTo(2);
    assertThat(chain.symbol(2)).isEqualTo(1);
  }

  @Test
  void anUsedChainStartsAnew() {
    SymbolChain chain = new SymbolChain();
    for (int round = 0; round < 3; round++) {
      chain.clear();
      chain.add(7);
      chain.add(8);
      chain.joinAll((c, left, right) -> 0L << 32 | 9);
      assertThat(chain.symbol(0)).isEqualTo(9);
      assertThat(chain.next(0)).isEqualTo(2);
    }
  }
}
