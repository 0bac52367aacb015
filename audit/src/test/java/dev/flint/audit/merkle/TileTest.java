package dev.flint.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TileTest {
  @Test
  void pathsAreThoseOfTheSpecification() {
    assertThat(new Tile(0, 1234067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new Tile(0, 0, 256).path()).isEqualTo("tile/0/000");
    assertThat(new Tile(3, 999, 256).path()).isEqualTo("tile/3/999");
    assertThat(new Tile(1, 1000, 7).path()).isEqualTo("tile/1/x001/000.p/7");
    assertThat(new Tile(0, 273, 112).entriesPath()).isEqualTo("tile/entries/273.p/112");
  }

  /** The examples of C2SP tlog-tiles, "Partial Tiles". */
  @Test
  void aTreeOfSeventyThousandHasTheTilesOfTheSpecification() {
    assertThat(Tile.of(0, 272, 70_000)).isEqualTo(new Tile(0, 272, 256));
    assertThat(Tile.of(0, 273, 70_000)).isEqualTo(new Tile(0, 273, 112));
    assertThat(Tile.of(1, 0, 70_000)).isEqualTo(new Tile(1, 0, 256));
    assertThat(Tile.of(1, 1, 70_000)).isEqualTo(new Tile(1, 1, 17));
    assertThat(Tile.of(2, 0, 70_000)).isEqualTo(new Tile(2, 0, 1));
    assertThat(Tile.of(1, 0, 256)).isEqualTo(new Tile(1, 0, 1));
    assertThat(Tile.hashesAt(3, 70_000)).isZero();
    assertThat(Tile.hashesAt(8, Long.MAX_VALUE)).isZero();
  }

  @Test
  void whatIsNotInTheTreeIsNoTile() {
    assertThatThrownBy(() -> Tile.of(0, 1, 256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tile.of(1, 0, 255)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tile(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
