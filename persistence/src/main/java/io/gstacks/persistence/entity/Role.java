package io.gstacks.persistence.entity;

/** What a caller may do. Each includes those after it. */
public enum Role {
  ADMIN,
  OPERATOR,
  MEMBER,
  VIEWER;

  public boolean includes(Role other) {
    return compareTo(other) <= 0;
  }
}
