package dev.flint.registry.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.registry.fault.RegistryException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step from every state: five are legal, the others are refused. */
final class TransitionTest {
  private static final State IMPORTED = new State.Imported();
  private static final State SIGNED = new State.Signed();
  private static final State APPROVED = new State.Approved(ApprovalMode.DEVELOPMENT);
  private static final State REVOKED = new State.Revoked();
  private static final Transition SIGN = new Transition.Sign();
  private static final Transition APPROVE = new Transition.Approve(ApprovalMode.REVIEWED);
  private static final Transition REVOKE = new Transition.Revoke();

  private static final Map<List<Record>, State> LEGAL =
      Map.of(
          step(IMPORTED, SIGN), SIGNED,
          step(SIGNED, APPROVE), new State.Approved(ApprovalMode.REVIEWED),
          step(IMPORTED, REVOKE), REVOKED,
          step(SIGNED, REVOKE), REVOKED,
          step(APPROVED, REVOKE), REVOKED);

  private static List<Record> step(State from, Transition step) {
    return List.of((Record) from, (Record) step);
  }

  static Stream<Arguments> all() {
    return Stream.of(IMPORTED, SIGNED, APPROVED, REVOKED)
        .flatMap(from -> Stream.of(SIGN, APPROVE, REVOKE).map(step -> Arguments.of(from, step)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void allowsExactlyTheLegalSteps(State from, Transition step) {
    State expected = LEGAL.get(step(from, step));
    if (expected != null) {
      assertThat(step.from(from)).isEqualTo(expected);
      return;
    }
    assertThatThrownBy(() -> step.from(from))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.code()).isEqualTo(RegistryException.Code.ILLEGAL_TRANSITION))
        .hasMessageContaining(from.label());
  }
}
