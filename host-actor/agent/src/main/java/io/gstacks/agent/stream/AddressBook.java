package io.gstacks.agent.stream;

import io.gstacks.agent.connection.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The addresses of the control plane, the one to try next first. Pure. */
final class AddressBook {
  private AddressBook() {}

  static List<Address> rotated(List<Address> addresses) {
    var rotated = new ArrayList<>(addresses.subList(1, addresses.size()));
    rotated.add(addresses.getFirst());
    return rotated;
  }

  /** Those that the control plane told first, then those known before; unreadable ones aside. */
  static List<Address> preferring(List<String> told, List<Address> known) {
    var all = new LinkedHashSet<Address>();
    told.stream().flatMap(text -> Address.read(text).stream()).forEach(all::add);
    all.addAll(known);
    return List.copyOf(all);
  }
}
