package dev.flint.registry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over an open channel, from its first byte to its last, leaving its position alone. */
public final class Digester {
  // Small enough to stay in the second-level cache between the read and the hash.
  private static final int BUFFER = 256 * 1024;

  private Digester() {}

  /** What was read: the hex digest and the number of bytes it covers. */
  public static Blob digest(FileChannel channel) throws IOException {
    return copy(channel, null);
  }

  /** Digests every byte and, where there is a target, writes the very bytes that were digested. */
  static Blob copy(FileChannel source, @Nullable WritableByteChannel target) throws IOException {
    MessageDigest sha = sha256();
    // A heap buffer: MessageDigest takes its array at once, a direct buffer it would copy in 4 KB
    // pieces.
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long position = 0;
    while (true) {
      buffer.clear();
      int read = source.read(buffer, position);
      if (read < 0) {
        return new Blob(HexFormat.of().formatHex(sha.digest()), position);
      }
      sha.update(buffer.array(), 0, read);
      position += read;
      if (target != null) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          target.write(buffer);
        }
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
