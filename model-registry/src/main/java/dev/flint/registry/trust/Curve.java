package dev.flint.registry.trust;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Optional;

/** The curves of the algorithm registry, each with the one hash that belongs to it. */
final class Curve {
  static final Curve P256 = new Curve("secp256r1", "SHA256withECDSA");
  static final Curve P384 = new Curve("secp384r1", "SHA384withECDSA");
  static final Curve P521 = new Curve("secp521r1", "SHA512withECDSA");

  private static final List<Curve> ALL = List.of(P256, P384, P521);

  private final String standardName;
  private final String signatureAlgorithm;
  private final ECParameterSpec parameters;

  private Curve(String standardName, String signatureAlgorithm) {
    this.standardName = standardName;
    this.signatureAlgorithm = signatureAlgorithm;
    this.parameters = parameters(standardName);
  }

  String standardName() {
    return standardName;
  }

  /** JCA name of ECDSA over this curve, signatures in DER. */
  String signatureAlgorithm() {
    return signatureAlgorithm;
  }

  BigInteger order() {
    return parameters.getOrder();
  }

  /** The curve of a key, compared by its numbers: a key file may spell its own parameters out. */
  static Optional<Curve> of(ECKey key) {
    ECParameterSpec actual = key.getParams();
    for (Curve curve : ALL) {
      ECParameterSpec expected = curve.parameters;
      if (actual.getCurve().equals(expected.getCurve())
          && actual.getGenerator().equals(expected.getGenerator())
          && actual.getOrder().equals(expected.getOrder())
          && actual.getCofactor() == expected.getCofactor()) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  private static ECParameterSpec parameters(String name) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(name));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the JDK knows " + name, e);
    }
  }
}
