package io.gstacks.host.fleet;

/** Where hosts announce themselves: the scheduler of their cluster. Loses nothing that matters. */
@FunctionalInterface
public interface HostAnnouncements {
  void announce(HostAnnouncement announcement);
}
