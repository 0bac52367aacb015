package dev.flint.runtime.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns bytes that arrive in pieces into whole characters: tokens may end inside one. Bytes that
 * are not UTF-8 become U+FFFD. Not safe for use by several threads.
 */
public final class Utf8Stream {
  private static final int LONGEST_TAIL = 3;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] tail = {};

  /** Takes the next bytes; returns the characters that are complete now. */
  public String accept(byte[] bytes) {
    return decode(bytes, false);
  }

  /** Ends the text: an incomplete character becomes U+FFFD. The stream may then be used anew. */
  public String flush() {
    String rest = decode(new byte[0], true);
    decoder.reset();
    return rest;
  }

  private String decode(byte[] bytes, boolean end) {
    ByteBuffer in = ByteBuffer.allocate(tail.length + bytes.length).put(tail).put(bytes).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_TAIL);
    decoder.decode(in, out, end);
    if (end) {
      decoder.flush(out);
    }
    tail = new byte[in.remaining()];
    in.get(tail);
    return out.flip().toString();
  }
}
