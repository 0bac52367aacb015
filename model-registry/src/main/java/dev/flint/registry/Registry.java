package dev.flint.registry;

import dev.flint.registry.fault.RegistryException;
import dev.flint.registry.lifecycle.ApprovalMode;
import dev.flint.registry.lifecycle.State;
import dev.flint.registry.lifecycle.Transition;
import dev.flint.registry.manifest.Bundle;
import dev.flint.registry.manifest.PreAuthentication;
import dev.flint.registry.manifest.Statement;
import dev.flint.registry.name.ModelName;
import dev.flint.registry.store.Blob;
import dev.flint.registry.store.BlobStore;
import dev.flint.registry.store.Digester;
import dev.flint.registry.trust.BundleVerifier;
import dev.flint.registry.trust.SigningKey;
import dev.flint.registry.trust.Verdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which model files may run: takes files in, has them signed and approved, and hands out only what
 * it has verified byte by byte. Safe for use by many threads. Failures are {@link
 * RegistryException}s with a code; a file that may not be served is a {@link Verdict}.
 */
public final class Registry {
  private static final int MAX_ACTOR = 200;
  private static final int MAX_REASON = 1000;

  private final BlobStore store;
  private final BundleVerifier verifier;
  private final Ledger ledger;

  Registry(BlobStore store, BundleVerifier verifier, Ledger ledger) {
    this.store = store;
    this.verifier = verifier;
    this.ledger = ledger;
  }

  /**
   * Copies a file into the store and registers it under a name, see {@link ModelName}. The same
   * file under the same name again answers the version that exists, in whatever state it is.
   */
  public ModelVersion importModel(Path file, String name, String actor) {
    ModelName slug = new ModelName(name);
    printable("actor", actor, MAX_ACTOR);
    return ledger.add(slug.value(), store.put(file), actor);
  }

  /**
   * Signs an imported version with a trusted key. The file is digested again: a signature vouches
   * for bytes, not for a row. UNTRUSTED where they changed or the key is not trusted here.
   */
  public ModelVersion sign(ModelVersionId id, SigningKey key, String actor) {
    printable("actor", actor, MAX_ACTOR);
    ModelVersion version = ledger.require(id);
    Transition step = new Transition.Sign();
    step.from(version.state());
    read(version, channel -> digestVerdict(version, channel)).ifPresent(Registry::refuse);
    byte[] payload = Statement.ofSingleFile(version.name(), version.digest());
    byte[] signature = key.sign(PreAuthentication.encode(payload));
    byte[] bundle = Bundle.write(key.verifyingKey().fingerprint(), payload, signature);
    Verdict verdict = verifier.verifySingleFile(bundle, version.digest());
    if (!(verdict instanceof Verdict.Trusted)) {
      refuse(verdict);
    }
    store.putSignature(version.digest(), bundle);
    return ledger.move(id, step, actor, null);
  }

  /** Lets a signed version be served; UNTRUSTED where its signature does not verify. */
  public ModelVersion approve(ModelVersionId id, String actor, ApprovalMode mode) {
    printable("actor", actor, MAX_ACTOR);
    ModelVersion version = ledger.require(id);
    Transition step = new Transition.Approve(mode);
    step.from(version.state());
    Verdict verdict = signatureVerdict(version);
    if (!(verdict instanceof Verdict.Trusted)) {
      refuse(verdict);
    }
    return ledger.move(id, step, actor, null);
  }

  /** Takes a version out of service for good. */
  public ModelVersion revoke(ModelVersionId id, String actor, String reason) {
    printable("actor", actor, MAX_ACTOR);
    printable("reason", reason, MAX_REASON);
    return ledger.move(id, new Transition.Revoke(), actor, reason);
  }

  /** All versions, newest first. */
  public List<ModelVersion> versions() {
    return ledger.all();
  }

  /** One version. */
  public Optional<ModelVersion> find(ModelVersionId id) {
    return ledger.find(id);
  }

  /** The version that answers requests for a name: of the approved ones, the latest approved. */
  public Optional<ModelVersion> approved(String name) {
    return ledger.approved(name);
  }

  /** What happened to a version, oldest first; empty for an unknown one. */
  public List<HistoryEntry> history(ModelVersionId id) {
    return ledger.history(id);
  }

  /**
   * What can be said of a version now, whatever its state: its signature is verified, and with
   * {@code everyByte} its file is read and digested too.
   */
  public Verdict inspect(ModelVersion version, boolean everyByte) {
    try {
      Verdict verdict = signatureVerdict(version);
      if (!everyByte || !(verdict instanceof Verdict.Trusted)) {
        return verdict;
      }
      return read(version, channel -> digestVerdict(version, channel)).orElse(verdict);
    } catch (RegistryException e) {
      return new Verdict.Unreadable(message(e));
    }
  }

  /**
   * Opens a version to serve it. Its state is read anew, its file is opened once, and size,
   * signature and every byte are checked through that one channel, each time.
   */
  public Opening open(ModelVersion asked) {
    return admit(asked, Opening.Refused::new, Registry::verified);
  }

  /**
   * Opens a version to serve it, and makes of its file what is to serve while its bytes are still
   * being digested. State, size and signature are checked before; nothing is handed out before the
   * digest is the registered one, and where it is not, what was made is closed.
   *
   * @param work reads through the channel that is digested, and may keep a mapping of it, but not
   *     the channel; what it throws is thrown on, unless the bytes turn out to be others
   */
  public <T extends AutoCloseable> Prepared<T> prepare(
      ModelVersion asked, Function<FileChannel, T> work) {
    return admit(
        asked,
        Prepared.Refused::new,
        (version, channel) -> {
          try {
            return sizeVerdict(version, channel)
                .<Prepared<T>>map(Prepared.Refused::new)
                .orElseGet(() ->
                    new Preparation<>(work)
                        .run(version, channel, () -> digestVerdict(version, channel)));
          } finally {
            close(channel);
          }
        });
  }

  /** What costs little, the state, the file and its signature; then {@code next} has the file. */
  private <R> R admit(
      ModelVersion asked,
      Function<Verdict, R> refused,
      BiFunction<ModelVersion, FileChannel, R> next) {
    Optional<ModelVersion> known = ledger.find(asked.id());
    if (known.isEmpty()) {
      return refused.apply(new Verdict.Unknown(asked.id().toString()));
    }
    ModelVersion version = known.get();
    if (!(version.state() instanceof State.Approved)) {
      return refused.apply(new Verdict.NotApproved(version.state().label()));
    }
    try {
      Optional<FileChannel> channel = store.read(version.digest());
      if (channel.isEmpty()) {
        return refused.apply(missing(version));
      }
      boolean handedOn = false;
      try {
        Verdict verdict = signatureVerdict(version);
        if (!(verdict instanceof Verdict.Trusted)) {
          return refused.apply(verdict);
        }
        handedOn = true;
      } finally {
        if (!handedOn) {
          close(channel.get());
        }
      }
      return next.apply(version, channel.get());
    } catch (RegistryException e) {
      return refused.apply(new Verdict.Unreadable(message(e)));
    }
  }

  /** Closes the channel unless it is handed out. */
  private static Opening verified(ModelVersion version, FileChannel channel) {
    boolean handedOut = false;
    try {
      Optional<Verdict> changed = digestVerdict(version, channel);
      if (changed.isPresent()) {
        return new Opening.Refused(changed.get());
      }
      handedOut = true;
      return new Opening.Opened(new VerifiedModel(channel, version));
    } finally {
      if (!handedOut) {
        close(channel);
      }
    }
  }

  private Verdict signatureVerdict(ModelVersion version) {
    return store
        .signature(version.digest(), Bundle.MAX_BYTES)
        .map(bundle -> verifier.verifySingleFile(bundle, version.digest()))
        .orElseGet(Verdict.Unsigned::new);
  }

  /** Empty where the channel holds exactly the registered bytes. */
  private static Optional<Verdict> digestVerdict(ModelVersion version, FileChannel channel) {
    Optional<Verdict> size = sizeVerdict(version, channel);
    if (size.isPresent()) {
      return size;
    }
    try {
      Blob actual = Digester.digest(channel);
      return actual.digest().equals(version.digest())
          ? Optional.empty()
          : Optional.of(new Verdict.DigestMismatch(version.digest(), actual.digest()));
    } catch (IOException e) {
      return Optional.of(unreadable(e));
    }
  }

  private static Optional<Verdict> sizeVerdict(ModelVersion version, FileChannel channel) {
    try {
      return channel.size() == version.size()
          ? Optional.empty()
          : Optional.of(new Verdict.SizeMismatch(version.size(), channel.size()));
    } catch (IOException e) {
      return Optional.of(unreadable(e));
    }
  }

  private static Verdict unreadable(IOException e) {
    return new Verdict.Unreadable(String.valueOf(e.getMessage()) + ".");
  }

  private Optional<Verdict> read(
      ModelVersion version, Function<FileChannel, Optional<Verdict>> check) {
    Optional<FileChannel> channel = store.read(version.digest());
    if (channel.isEmpty()) {
      return Optional.of(missing(version));
    }
    try {
      return check.apply(channel.get());
    } finally {
      close(channel.get());
    }
  }

  private Verdict missing(ModelVersion version) {
    return new Verdict.Missing(store.path(version.digest()).toString());
  }

  private static void refuse(Verdict verdict) {
    throw new RegistryException(RegistryException.Code.UNTRUSTED, verdict.sentence());
  }

  private static void printable(String what, @Nullable String text, int limit) {
    if (text == null
        || text.isBlank()
        || text.length() > limit
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new RegistryException(
          RegistryException.Code.INVALID_ARGUMENT,
          "The " + what + " must be 1 to " + limit + " printable characters.");
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written through it, so nothing is lost.
    }
  }

  private static String message(RegistryException e) {
    return String.valueOf(e.getMessage());
  }
}
