package io.gstacks.scheduler.sandbox;

/** What is known of the host that an archive or a purge needs. */
public enum HostPresence {
  CONNECTED,
  AWAY,
  /** Archived or unknown: it will not come back. */
  GONE,
  /** No host has anything of the sandbox. */
  NOT_NEEDED
}
