package dev.flint.runtime.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * A model's tokens by id: their pieces, what each is for, and which have a role.
 *
 * @param kinds what each token is for, after {@link TokenRoles} has put right what files get wrong
 * @param ending the tokens that end an answer
 */
record Vocabulary(
    Pieces pieces,
    List<TokenKind> kinds,
    BitSet ending,
    OptionalInt bos,
    OptionalInt eos,
    OptionalInt unknown,
    boolean addsBos,
    boolean addsEos) {

  /**
   * @param defaults the ids of begin, end and unknown where the file does not name them; -1 for
   *     none
   */
  static Vocabulary of(TokenizerMetadata metadata, Defaults defaults) {
    Pieces pieces = new Pieces(metadata.strings("tokens"));
    int size = pieces.size();
    if (size == 0) {
      throw TokenizerMetadata.malformed("tokens", "is empty: a vocabulary has at least one token");
    }
    TokenKind[] kinds = kinds(metadata, pieces);
    OptionalInt bos = token(metadata, defaults.bosNames(), defaults.bos(), size);
    OptionalInt eos = token(metadata, defaults.eosNames(), defaults.eos(), size);
    OptionalInt unknown = token(metadata, List.of("unknown_token_id"), defaults.unknown(), size);
    TokenRoles roles = new TokenRoles(pieces, kinds);
    BitSet ending = roles.assign(metadata, eos);
    boolean addsBos = metadata.flag("add_bos_token", defaults.addsBos()) && bos.isPresent();
    boolean addsEos = metadata.flag("add_eos_token", defaults.addsEos()) && eos.isPresent();
    return new Vocabulary(pieces, List.of(kinds), ending, bos, eos, unknown, addsBos, addsEos);
  }

  /**
   * What holds where the file is silent.
   *
   * @param bosNames the metadata keys that may name the first token, the first present one counts
   */
  record Defaults(
      List<String> bosNames,
      int bos,
      List<String> eosNames,
      int eos,
      int unknown,
      boolean addsBos,
      boolean addsEos) {}

  int size() {
    return kinds.size();
  }

  TokenKind kind(int token) {
    return kinds.get(token);
  }

  String piece(int token) {
    return pieces.get(token);
  }

  /** The token that a text may become by merging, or -1: control tokens are out of its reach. */
  int textual(char[] text, int from, int to) {
    int token = pieces.find(text, from, to);
    return token >= 0 && kind(token).textual() ? token : -1;
  }

  /** The tokens that are looked for in a text before it is tokenized. */
  List<Integer> special() {
    List<Integer> tokens = new ArrayList<>();
    for (int token = 0; token < size(); token++) {
      boolean special =
          switch (kind(token)) {
            case CONTROL, UNKNOWN, USER_DEFINED -> !piece(token).isEmpty();
            case NORMAL, UNUSED, BYTE, UNDEFINED -> false;
          };
      if (special) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  private static TokenKind[] kinds(TokenizerMetadata metadata, Pieces pieces) {
    long[] types = metadata.integers("token_type", pieces.size());
    TokenKind[] kinds = new TokenKind[pieces.size()];
    for (int token = 0; token < kinds.length; token++) {
      kinds[token] = types == null ? TokenKind.NORMAL : TokenKind.of(types[token], token);
      if (kinds[token] == TokenKind.BYTE) {
        TokenKind.byteOf(pieces.get(token), token);
      }
    }
    return kinds;
  }

  private static OptionalInt token(
      TokenizerMetadata metadata, List<String> names, int otherwise, int size) {
    for (String name : names) {
      OptionalInt token = metadata.token(name, size);
      if (token.isPresent()) {
        return token;
      }
    }
    return otherwise >= 0 && otherwise < size ? OptionalInt.of(otherwise) : OptionalInt.empty();
  }
}
