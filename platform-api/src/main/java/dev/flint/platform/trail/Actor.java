package dev.flint.platform.trail;

/** Who did something: the holder of a key, or the service itself. */
public interface Actor {
  /** The service acting on its own behalf, for example at the first start. */
  Actor SERVICE = new Service();

  /** The public part of the key that was used, empty for the service itself. */
  String keyId();

  /** The person or program the key was given to. */
  String owner();

  /** The part of the organisation that answers for the key. */
  String department();

  /** The service itself. */
  record Service() implements Actor {
    @Override
    public String keyId() {
      return "";
    }

    @Override
    public String owner() {
      return "flint";
    }

    @Override
    public String department() {
      return "";
    }
  }
}
