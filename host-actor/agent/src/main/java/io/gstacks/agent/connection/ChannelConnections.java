package io.gstacks.agent.connection;

import io.gstacks.agent.protocol.AgentServiceClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Connections for byte streams, apart from the one of {@code Connect}: a stream that nobody reads
 * fills its connection's window, and heartbeats must not wait behind it. Each new stream takes the
 * connection with the fewest others; while none is free and there are not too many, a new one.
 */
public final class ChannelConnections implements AutoCloseable {
  /** A place on a connection; given back when the stream is over. */
  public final class Lease implements AutoCloseable {
    private final Slot slot;
    private boolean broken;

    private Lease(Slot slot) {
      this.slot = slot;
    }

    public AgentServiceClient client() {
      return slot.client;
    }

    /** The connection is of no more use to anybody. */
    public void broken() {
      broken = true;
    }

    @Override
    public void close() {
      release(slot, broken);
    }
  }

  private static final class Slot {
    private final Address address;
    private final AgentServiceClient client;
    private int streams;

    Slot(Address address, AgentServiceClient client) {
      this.address = address;
      this.client = client;
    }
  }

  private final Function<Address, AgentServiceClient> dialer;
  private final int most;
  private final List<Slot> slots = new ArrayList<>();

  /**
   * Opens none yet.
   *
   * @param most connections to one address
   */
  public ChannelConnections(Function<Address, AgentServiceClient> dialer, int most) {
    this.dialer = dialer;
    this.most = most;
  }

  public synchronized Lease acquire(Address address) {
    var there = slots.stream().filter(slot -> slot.address.equals(address)).toList();
    var least = there.stream().min(Comparator.comparingInt(slot -> slot.streams));
    var slot =
        least
            .filter(found -> found.streams == 0 || there.size() >= most)
            .orElseGet(() -> opened(address));
    slot.streams++;
    return new Lease(slot);
  }

  private Slot opened(Address address) {
    var slot = new Slot(address, dialer.apply(address));
    slots.add(slot);
    return slot;
  }

  /** Keeps one warm for each address; another that is idle goes, and so does a broken one. */
  private synchronized void release(Slot slot, boolean broken) {
    slot.streams--;
    var idle =
        slot.streams == 0
            && slots.stream()
                .anyMatch(other ->
                    !other.equals(slot)
                        && other.address.equals(slot.address)
                        && other.streams == 0);
    if ((broken || idle) && slots.remove(slot)) {
      var _ = slot.client.close();
    }
  }

  @Override
  public synchronized void close() {
    for (var slot : slots) {
      var _ = slot.client.close();
    }
    slots.clear();
  }
}
