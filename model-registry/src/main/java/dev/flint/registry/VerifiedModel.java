package dev.flint.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/**
 * A model file whose every byte was digested through this very channel: whoever reads it reads the
 * file that was verified, whatever its path names by then. Made only by {@link Registry#open}.
 */
public final class VerifiedModel implements AutoCloseable {
  private final FileChannel channel;
  private final ModelVersion version;

  VerifiedModel(FileChannel channel, ModelVersion version) {
    this.channel = channel;
    this.version = version;
  }

  /** The open file, read-only, its position at the start. */
  public FileChannel channel() {
    return channel;
  }

  /** The version as the database had it at the opening. */
  public ModelVersion version() {
    return version;
  }

  /** Hex SHA-256 of the file's bytes. */
  public String digest() {
    return version.digest();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The model file cannot be closed.", e);
    }
  }
}
