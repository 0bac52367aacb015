package dev.flint.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.audit.AuditException;
import dev.flint.audit.merkle.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {
  private static final LogKeys KEYS = LogKeys.generate("example.com/log");
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

  @Test
  void whatWasSignedIsReadBack() {
    Checkpoint signed = Checkpoint.sign(KEYS, 20_852_163, Hash.leaf(new byte[0]));
    assertThat(signed.note())
        .startsWith("example.com/log\n20852163\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n");
    assertThat(Checkpoint.open(signed.note(), KEYS.verifier())).isEqualTo(signed);
  }

  @Test
  void extensionLinesAreAllowedAndKept() {
    String note = KEYS.sign("example.com/log\n7\n" + ROOT + "\nextra\n");
    assertThat(Checkpoint.open(note, KEYS.verifier()).note()).isEqualTo(note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com/log\n7\n",
        "example.com/log\n07\n" + ROOT + "\n",
        "example.com/log\n-7\n" + ROOT + "\n",
        "example.com/log\n+7\n" + ROOT + "\n",
        "example.com/log\n9999999999999999999\n" + ROOT + "\n",
        "example.com/log\n7\nAAAA\n",
        "example.com/log\n7\n" + ROOT + " \n",
        "example.com/log\n7\n" + ROOT + "\n\nextra\n",
        "example.com/other\n7\n" + ROOT + "\n",
      })
  void signedNonsenseIsRefused(String text) {
    String note = KEYS.sign(text);
    assertThatThrownBy(() -> Checkpoint.open(note, KEYS.verifier()))
        .isInstanceOf(AuditException.class);
  }

  @Test
  void anotherKeyIsNamed() {
    Checkpoint signed = Checkpoint.sign(KEYS, 1, Hash.EMPTY_TREE);
    VerifierKey other = LogKeys.generate("example.com/log").verifier();
    assertThatThrownBy(() -> Checkpoint.open(signed.note(), other))
        .hasMessageContaining("not signed by the key example.com/log+" + other.hexId());
  }
}
