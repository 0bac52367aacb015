package dev.flint.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every tree of up to 70 leaves: every proof verifies, every change to one is refused. */
final class ProofsTest {
  private static final int LARGEST = 70;
  private static final ReferenceTree TREE = ReferenceTree.numbered(LARGEST + 1);
  private static final Hash OTHER = Hash.leaf(new byte[] {42});

  @Test
  void inclusionHoldsForEveryLeafOfEveryTree() {
    for (int size = 1; size <= LARGEST; size++) {
      Hash root = TREE.root(size);
      for (int i = 0; i < size; i++) {
        List<Hash> path = Inclusion.prove(i, size, TREE.hashes());
        assertThat(Inclusion.verify(i, size, TREE.leaf(i), path, root)).isTrue();
        refuseInclusion(i, size, path, root);
      }
    }
  }

  private static void refuseInclusion(int i, int size, List<Hash> path, Hash root) {
    Hash leaf = TREE.leaf(i);
    assertThat(Inclusion.verify(i, size, OTHER, path, root)).isFalse();
    assertThat(Inclusion.verify(i, size, leaf, path, OTHER)).isFalse();
    assertThat(Inclusion.verify(-1, size, leaf, path, root)).isFalse();
    assertThat(Inclusion.verify(i, 0, leaf, path, root)).isFalse();
    for (int other = 0; other < size; other++) {
      assertThat(Inclusion.verify(other, size, leaf, path, root)).isEqualTo(other == i);
    }
    refuseEveryChange(path, changed -> Inclusion.verify(i, size, leaf, changed, root));
  }

  @Test
  void consistencyHoldsBetweenEveryTwoTrees() {
    for (int newer = 0; newer <= LARGEST; newer++) {
      for (int older = 0; older <= newer; older++) {
        List<Hash> proof = Consistency.prove(older, newer, TREE.hashes());
        Hash from = TREE.root(older);
        Hash to = TREE.root(newer);
        assertThat(Consistency.verify(older, newer, from, to, proof)).isTrue();
        assertThat(Consistency.verify(older, newer, OTHER, to, proof)).isFalse();
        assertThat(Consistency.verify(newer + 1, newer, from, to, proof)).isFalse();
        if (older > 0) { // every tree extends the empty one, so no root is bound there
          assertThat(Consistency.verify(older, newer, from, OTHER, proof)).isFalse();
        }
        int m = older;
        int n = newer;
        refuseEveryChange(proof, changed -> Consistency.verify(m, n, from, to, changed));
      }
    }
  }

  @Test
  void consistencyIsRefusedAtAnyOtherSize() {
    List<Hash> proof = Consistency.prove(13, 29, TREE.hashes());
    for (int older = 1; older <= 29; older++) {
      boolean verified = Consistency.verify(older, 29, TREE.root(13), TREE.root(29), proof);
      assertThat(verified).as("older size %d", older).isEqualTo(older == 13);
    }
  }

  @Test
  void whatNoTreeHoldsCannotBeProved() {
    assertThatThrownBy(() -> Inclusion.prove(5, 5, TREE.hashes()))
        .hasMessageContaining("leaf 5 is not in a tree of 5 leaves");
    assertThatThrownBy(() -> Consistency.prove(6, 5, TREE.hashes()))
        .hasMessageContaining("cannot be a prefix");
  }

  private static void refuseEveryChange(List<Hash> proof, Predicate<List<Hash>> verifies) {
    for (int at = 0; at < proof.size(); at++) {
      List<Hash> flipped = new ArrayList<>(proof);
      byte[] bytes = proof.get(at).bytes();
      bytes[at % Hash.SIZE] ^= 1;
      flipped.set(at, Hash.of(bytes));
      assertThat(verifies.test(flipped)).isFalse();
      List<Hash> shorter = new ArrayList<>(proof);
      shorter.remove(at);
      assertThat(verifies.test(shorter)).isFalse();
      List<Hash> longer = new ArrayList<>(proof);
      longer.add(at, OTHER);
      assertThat(verifies.test(longer)).isFalse();
    }
    List<Hash> longer = new ArrayList<>(proof);
    longer.add(OTHER);
    assertThat(verifies.test(longer)).isFalse();
  }
}
