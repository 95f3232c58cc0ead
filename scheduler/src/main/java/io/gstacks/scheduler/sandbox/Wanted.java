package io.gstacks.scheduler.sandbox;

import java.util.Locale;

/**
 * Where its owner wants a sandbox to be. It stays while the status goes through its ups and downs.
 */
enum Wanted {
  RUNNING,
  STOPPED,
  ARCHIVED;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
