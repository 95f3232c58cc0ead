package io.gstacks.agent.enrolment;

/**
 * The control plane, or we ourselves, turned the enrolment or renewal down; it says which and why.
 */
public final class EnrolmentRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean permanent;

  EnrolmentRefusedException(String message, boolean permanent, Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
  }

  /** True where the same request cannot succeed later: a spent token, another authority. */
  public boolean permanent() {
    return permanent;
  }
}
