package io.gstacks.scheduler.cluster;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.scheduler.sandbox.HostWanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All sandboxes that look for a host, wherever they stand: ready to be placed, claimed at a host,
 * or in the waiting room. What a host said moves them from one to the other. Belongs to one actor.
 */
final class Requests {
  private final ClusterSettings settings;
  private final ClusterView view;
  private final Notices notices;
  private final WaitingRoom waiting = new WaitingRoom();
  private final Map<SandboxId, Request> current = new HashMap<>();

  /** To be placed with the next flush; who withdrew meanwhile is still in it. */
  private final List<Request> ready = new ArrayList<>();

  Requests(ClusterSettings settings, ClusterView view, Notices notices) {
    this.settings = settings;
    this.view = view;
    this.notices = notices;
  }

  boolean isEmpty() {
    return current.isEmpty();
  }

  boolean anyReady() {
    return !ready.isEmpty();
  }

  List<Request> takeReady() {
    var taken = ready.stream().filter(this::isCurrent).toList();
    ready.clear();
    return taken;
  }

  /** Its sandbox has neither withdrawn it nor made another since. */
  boolean isCurrent(Request request) {
    return current.get(request.sandbox()) == request;
  }

  /** False when there is no room for it. It repeats itself, so nothing is lost but time. */
  boolean take(HostWanted wanted) {
    var known = current.get(wanted.sandbox());
    if (known == null) {
      return current.size() < settings.queue() && begin(wanted);
    }
    if (known.wanted().attempt() == wanted.attempt()) {
      known.repeatedBy(wanted);
      tellThatItWaits(known);
    } else if (known.wanted().attempt() < wanted.attempt()) {
      withdraw(wanted.sandbox());
      begin(wanted);
    }
    return true;
  }

  private boolean begin(HostWanted wanted) {
    var request =
        new Request(
            wanted,
            view.now() + settings.ticks(wanted.patience()),
            view.now() + settings.ticks(settings.startTimeout()));
    current.put(wanted.sandbox(), request);
    return ready.add(request);
  }

  void withdraw(SandboxId sandbox) {
    var request = current.remove(sandbox);
    if (request != null) {
      waiting.remove(request);
    }
  }

  /** The sandbox hears of it even when it withdrew: then it gives the reservation back. */
  void granted(HostId host, Request request) {
    if (isCurrent(request)) {
      current.remove(request.sandbox());
      view.startBegins(host, request.sandbox());
    }
    notices.placed(request, host);
  }

  void refused(HostId host, Request request, String why) {
    if (!isCurrent(request)) {
      return;
    }
    if (why.equals("stale_attempt")) {
      current.remove(request.sandbox());
      return;
    }
    request.refusedBy(host, settings.refusals());
    if (request.exhausted(settings.refusals())) {
      nothingFits(request, new Refusals(view));
    } else {
      ready.add(request);
    }
  }

  /** It waits if it may, and is told that it does; or that nothing will be. */
  void nothingFits(Request request, Refusals refusals) {
    var refusal = refusals.of(request.shape());
    if (!request.mayWait(view.now(), refusal.onlyStartsLack())) {
      current.remove(request.sandbox());
      notices.unplaceable(request, refusal);
      return;
    }
    request.rest();
    waiting.add(request);
    if (!refusal.onlyStartsLack() && request.lacks(refusal.message())) {
      tellThatItWaits(request);
    }
  }

  /** When it begins to wait, and then whenever the sandbox repeats its request. */
  private void tellThatItWaits(Request request) {
    if (!request.lack().isEmpty() && waiting.holds(request)) {
      notices.queued(request, waiting.position(request, view.now()));
    }
  }

  /** A host has more room than before: the oldest of those who fit there try again. */
  void improved(int ordinal) {
    if (ordinal != ClusterView.NONE && !waiting.isEmpty()) {
      ready.addAll(waiting.take(view.startsLeft(ordinal), shape -> view.couldTake(ordinal, shape)));
    }
  }

  /** Those who may wait no longer look once more, be it only to hear why nothing fits. */
  void endWaits() {
    var refusals = new Refusals(view);
    waiting.takeExpired(view.now()).forEach(request -> nothingFits(request, refusals));
  }
}
