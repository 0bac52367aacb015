package dev.flint.registry;

import dev.flint.registry.trust.Verdict;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes something of a file on the caller's thread while another digests it. What was made leaves
 * this class in one place only, behind a verdict that found nothing; on every other way out it is
 * closed.
 */
final class Preparation<T extends AutoCloseable> {
  private final Function<FileChannel, T> work;
  private @Nullable T made;
  private @Nullable Throwable failure;

  Preparation(Function<FileChannel, T> work) {
    this.work = work;
  }

  /**
   * Runs once.
   *
   * @param digesting finds what is wrong with the bytes behind the channel, nothing where they are
   *     the registered ones
   */
  Prepared<T> run(
      ModelVersion version, FileChannel channel, Supplier<Optional<Verdict>> digesting) {
    FutureTask<Optional<Verdict>> digest = new FutureTask<>(digesting::get);
    Thread.ofPlatform().daemon().name("model-digest").start(digest);
    boolean verified = false;
    try {
      make(channel);
      Optional<Verdict> wrong = await(digest); // also where making failed: other bytes may be why
      if (wrong.isPresent()) {
        return new Prepared.Refused<>(wrong.get());
      }
      T whole = madeOrThrow();
      verified = true;
      return new Prepared.Ready<>(whole, version);
    } finally {
      if (!verified) {
        close();
      }
    }
  }

  private void make(FileChannel channel) {
    try {
      made = work.apply(channel);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private static Optional<Verdict> await(FutureTask<Optional<Verdict>> digest) {
    try {
      return digest.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new Verdict.Unreadable("its verification was interrupted."));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The model cannot be digested.", e.getCause());
    }
  }

  private T madeOrThrow() {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    T whole = made;
    if (whole == null) {
      throw new IllegalStateException("Nothing was made of the model.");
    }
    return whole;
  }

  private void close() {
    T unwanted = made;
    if (unwanted != null) {
      try {
        unwanted.close();
      } catch (Exception e) {
        throw new IllegalStateException("What was made of a refused model cannot be closed.", e);
      }
    }
  }
}
