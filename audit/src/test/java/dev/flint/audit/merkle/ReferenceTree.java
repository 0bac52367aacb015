package dev.flint.audit.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962, section 2.1, written down as it stands there: what the other code is held against. */
final class ReferenceTree {
  private final List<Hash> leaves = new ArrayList<>();

  static ReferenceTree numbered(int size) {
    ReferenceTree tree = new ReferenceTree();
    for (int i = 0; i < size; i++) {
      tree.leaves.add(Hash.leaf(ByteBuffer.allocate(4).putInt(i).array()));
    }
    return tree;
  }

  Hash leaf(int index) {
    return leaves.get(index);
  }

  Hash root(int size) {
    return mth(leaves.subList(0, size));
  }

  SubtreeHashes hashes() {
    return (height, index) -> {
      int from = (int) index << height;
      return mth(leaves.subList(from, from + (1 << height)));
    };
  }

  private static Hash mth(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.EMPTY_TREE;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = 1;
    while (split * 2 < leaves.size()) {
      split *= 2;
    }
    return Hash.node(mth(leaves.subList(0, split)), mth(leaves.subList(split, leaves.size())));
  }
}
