package dev.flint.runtime.cli;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flint logits}: every logit of a token sequence, for comparison with other runtimes. */
@Command(
    name = "logits",
    description =
        "Writes the logits of each position: little-endian int32 n, int32 vocabulary, n int32 ids,"
            + " n * vocabulary float32.")
final class Logits implements Callable<Integer> {
  @Mixin private ComputeOptions compute = new ComputeOptions();

  @Parameters(paramLabel = "MODEL", description = "a GGUF file")
  private Path model = Path.of("");

  @Option(names = "--tokens", required = true, split = ",", paramLabel = "ID")
  private int[] tokens = {};

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "file to write")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    try (Session session = new Session(model, compute)) {
      for (int token : tokens) {
        Checks.inRange("a token", token, 0, session.vocabulary() - 1);
      }
      session.begin(tokens.length);
      write(session);
    } catch (IOException e) {
      throw new RuntimeFault(Code.IO, out + " cannot be written: " + e.getMessage(), e);
    }
    return 0;
  }

  /** Into a file beside the target, which takes its name only once it is whole. */
  private void write(Session session) throws IOException {
    Path target = out.toAbsolutePath();
    Path folder = target.getParent();
    Path part = Files.createTempFile(folder == null ? target : folder, ".logits", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer head = buffer(2 + tokens.length);
        head.putInt(tokens.length).putInt(session.vocabulary());
        for (int token : tokens) {
          head.putInt(token);
        }
        drain(channel, head.flip());
        for (int from = 0; from < tokens.length; from += Session.STEP) {
          int to = Math.min(tokens.length, from + Session.STEP);
          float[] logits = session.forward(tokens, from, to, true);
          ByteBuffer rows = buffer((to - from) * session.vocabulary());
          for (int i = 0; i < (to - from) * session.vocabulary(); i++) {
            rows.putFloat(logits[i]);
          }
          drain(channel, rows.flip());
        }
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static ByteBuffer buffer(int words) {
    return ByteBuffer.allocate(Math.multiplyExact(words, Integer.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
