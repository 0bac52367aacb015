package dev.flint.runtime.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected logits: int32 n, int32 vocab, n ids, n * vocab floats, little-endian. */
record LogitsFile(int[] ids, int vocabulary, float[] logits) {
  static LogitsFile read(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int[] ids = new int[bytes.getInt()];
    int vocabulary = bytes.getInt();
    for (int i = 0; i < ids.length; i++) {
      ids[i] = bytes.getInt();
    }
    float[] logits = new float[ids.length * vocabulary];
    bytes.asFloatBuffer().get(logits);
    return new LogitsFile(ids, vocabulary, logits);
  }

  /** sum((a - b)²) / sum(b²) over the whole file. */
  double normalisedError(float[] actual) {
    double error = 0;
    double power = 0;
    for (int i = 0; i < logits.length; i++) {
      double difference = (double) actual[i] - logits[i];
      error += difference * difference;
      power += (double) logits[i] * logits[i];
    }
    return error / power;
  }
}
