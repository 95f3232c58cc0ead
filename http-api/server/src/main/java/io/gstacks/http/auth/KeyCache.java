package io.gstacks.http.auth;

import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.persistence.entity.Meta;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Which keys are valid, as their entities last said. Only good news is kept, and for a second; many
 * requests of one key share one question.
 */
public final class KeyCache {
  private record Known(CompletableFuture<Optional<Principal>> principal, long askedNanos) {}

  private final Tenants tenants;
  private final KeyCacheSettings settings;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<KeyText, Known> known = new ConcurrentHashMap<>();
  private final Semaphore checks;

  public KeyCache(Tenants tenants, KeyCacheSettings settings, LongSupplier nanoTime) {
    this.tenants = tenants;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.checks = new Semaphore(settings.checks());
  }

  /** Whose key it is; empty when it is nobody's, or no longer. Fails when its owner is silent. */
  public CompletionStage<Optional<Principal>> principal(KeyText key) {
    var held = known.get(key);
    if (held != null && !isOld(held)) {
      return held.principal();
    }
    var fresh = new Known(new CompletableFuture<>(), nanoTime.getAsLong());
    var first =
        held == null ? known.putIfAbsent(key, fresh) == null : known.replace(key, held, fresh);
    if (!first) {
      return principal(key);
    }
    makeRoom();
    ask(key, fresh);
    return fresh.principal();
  }

  int size() {
    return known.size();
  }

  private void ask(KeyText key, Known entry) {
    if (!checks.tryAcquire()) {
      known.remove(key, entry);
      entry
          .principal()
          .completeExceptionally(new RejectedExecutionException("too many keys are being checked"));
      return;
    }
    var _ =
        tenants
            .askKey(key.id(), replyTo -> new KeyCommand.Check(Meta.system(), key.hash(), replyTo))
            .whenComplete((reply, failure) -> {
              checks.release();
              settle(key, entry, Optional.ofNullable(reply), Optional.ofNullable(failure));
            });
  }

  private void settle(
      KeyText key, Known entry, Optional<KeyCommand.Reply> reply, Optional<Throwable> failure) {
    var principal = reply.flatMap(KeyCache::principalOf);
    if (principal.isEmpty()) {
      known.remove(key, entry);
    }
    failure.ifPresentOrElse(
        entry.principal()::completeExceptionally, () -> entry.principal().complete(principal));
  }

  private static Optional<Principal> principalOf(KeyCommand.Reply reply) {
    return switch (reply) {
      case KeyCommand.Accepted(var key) ->
          Optional.of(new Principal(key.tenant(), key.id(), key.name(), key.role()));
      case KeyCommand.Refused _ -> Optional.empty();
    };
  }

  private boolean isOld(Known entry) {
    return nanoTime.getAsLong() - entry.askedNanos() >= settings.timeToLive().toNanos();
  }

  /**
   * Drops what is old, then whatever comes first: a key that is in use is back with one question.
   */
  private void makeRoom() {
    if (known.size() <= settings.size()) {
      return;
    }
    known.values().removeIf(this::isOld);
    Iterator<KeyText> keys = known.keySet().iterator();
    while (known.size() > settings.size() && keys.hasNext()) {
      keys.next();
      keys.remove();
    }
  }
}
