package dev.flint.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.audit.AuditException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoteTest {
  /** The example of C2SP signed-note. */
  private static final String EXAMPLE =
      "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6Tf"
          + "Xppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

  private static final VerifierKey KEY =
      VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

  @Test
  void theExampleOfTheSpecificationVerifies() {
    Note note = Note.parse(EXAMPLE);
    assertThat(note.text()).isEqualTo("This is an example message.\n");
    assertThat(KEY.signed(note)).isTrue();
    assertThat(note.encode()).isEqualTo(EXAMPLE);
    assertThat(KEY.signed(Note.parse(EXAMPLE.replace("example m", "exemple m")))).isFalse();
  }

  @Test
  void signaturesByOthersAreIgnoredAlsoUnderTheSameNameOrId() {
    LogKeys other = LogKeys.generate("example.com/foo");
    Note example = Note.parse(EXAMPLE);
    NoteSignature stranger = Note.parse(other.sign(example.text())).signatures().getFirst();
    NoteSignature sameId = new NoteSignature("example.com/bar", KEY.keyId(), stranger.bytes());
    Note both =
        new Note(example.text(), List.of(stranger, sameId, example.signatures().getFirst()));
    assertThat(KEY.signed(Note.parse(both.encode()))).isTrue();
    assertThat(other.verifier().signed(Note.parse(both.encode()))).isTrue();
    assertThat(KEY.signed(new Note(example.text(), List.of(stranger, sameId)))).isFalse();
  }

  @Test
  void theTextMayContainBlankLines() {
    LogKeys keys = LogKeys.generate("log");
    Note note = Note.parse(keys.sign("a\n\nb\n"));
    assertThat(note.text()).isEqualTo("a\n\nb\n");
    assertThat(keys.verifier().signed(note)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\u2014 a AAAAAAA=\n",
        "text\n\n\u2014 a AAAAAAA=",
        "text\r\n\r\n\u2014 a AAAAAAA=\r\n",
        "text\n\n\u2014 a AAAAAAA=\r\n",
        "te\txt\n\n\u2014 a AAAAAAA=\n",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n\u2014a AAAAAAA=\n",
        "text\n\n\u2014 a\n",
        "text\n\n\u2014 a  AAAAAAA=\n",
        "text\n\n\u2014 a AAAAAAA= \n",
        "text\n\n\u2014 a+b AAAAAAA=\n",
        "text\n\n\u2014 \u00a0 AAAAAAA=\n",
        "text\n\n\u2014 a AAAAAAA\n",
        "text\n\n\u2014 a AAAAAAB=\n",
        "text\n\n\u2014 a AAAA_AA=\n",
        "text\n\n\u2014 a AAAAAA==\n",
        "text\n\n\u2014 a AAAAAAA=\n\u2014 a AAAAAAA=\n",
      })
  void whatIsNotANoteIsRefused(String text) {
    assertThatThrownBy(() -> Note.parse(text))
        .isInstanceOfSatisfying(
            AuditException.class,
            e -> assertThat(e.code()).isEqualTo(AuditException.Code.MALFORMED));
  }

  @Test
  void boundsHold() {
    String signature = "\u2014 a%d AAAAAAA=\n";
    StringBuilder many = new StringBuilder("text\n\n");
    for (int i = 0; i < Note.MAX_SIGNATURES; i++) {
      many.append(signature.formatted(i));
    }
    assertThat(Note.parse(many.toString()).signatures()).hasSize(Note.MAX_SIGNATURES);
    assertThatThrownBy(() -> Note.parse(many + signature.formatted(-1)))
        .hasMessageContaining("more than 64 signatures");
    assertThatThrownBy(() -> Note.parse(new byte[Note.MAX_BYTES + 1]))
        .hasMessageContaining("longer than");
    byte[] broken = EXAMPLE.getBytes(StandardCharsets.UTF_8);
    broken[3] = (byte) 0xff;
    assertThatThrownBy(() -> Note.parse(broken)).hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com/foo",
        "example.com/foo+530d903a",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n\n",
        " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      })
  void whatIsNotAVerifierKeyIsRefused(String text) {
    assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(AuditException.class);
  }
}
