package io.gstacks.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.host.KeyId;
import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.host.tenant.KeyCommand.KeyView;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
  private static final TenantId TENANT = TenantId.fresh();

  private final AtomicLong now = new AtomicLong();
  private final List<CompletableFuture<KeyCommand.Reply>> questions = new ArrayList<>();
  private final KeyCache cache =
      new KeyCache(owner(), new KeyCacheSettings(Duration.ofSeconds(1), 3, 2), now::get);

  @Test
  void asksOnceASecond() {
    var key = key();
    var first = cache.principal(key);
    questions.getFirst().complete(valid(key));

    now.addAndGet(999_999_999);
    assertThat(cache.principal(key)).isCompletedWithValueMatching(Optional::isPresent);
    assertThat(questions).hasSize(1);
    now.addAndGet(1);
    cache.principal(key);

    assertThat(first).isCompletedWithValueMatching(Optional::isPresent);
    assertThat(questions).hasSize(2);
  }

  @Test
  void manyRequestsShareAQuestion() {
    var key = key();

    var one = cache.principal(key);
    var other = cache.principal(key);
    questions.getFirst().complete(valid(key));

    assertThat(questions).hasSize(1);
    assertThat(one).isCompletedWithValueMatching(Optional::isPresent);
    assertThat(other).isCompletedWithValueMatching(Optional::isPresent);
  }

  @Test
  void remembersNoBadNews() {
    var key = key();
    var refused = cache.principal(key);
    questions.getFirst().complete(new KeyCommand.Refused(Refusal.invalid("unauthenticated", "")));
    cache.principal(key);
    questions.getLast().completeExceptionally(new TimeoutException("5 s"));

    cache.principal(key);

    assertThat(refused).isCompletedWithValueMatching(Optional::isEmpty);
    assertThat(questions).hasSize(3);
  }

  @Test
  void failsWhenTheOwnerIsSilent() {
    var answer = cache.principal(key());
    questions.getFirst().completeExceptionally(new TimeoutException("5 s"));

    assertThatThrownBy(() -> answer.toCompletableFuture().join())
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void boundsHowManyStrangersAreLookedUp() {
    cache.principal(key());
    cache.principal(key());

    var third = cache.principal(key());

    assertThatThrownBy(() -> third.toCompletableFuture().join())
        .hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(questions).hasSize(2);
  }

  @Test
  void boundsWhatItRemembers() {
    for (int i = 0; i < 20; i++) {
      var key = key();
      cache.principal(key);
      questions.getLast().complete(valid(key));
    }

    assertThat(cache.size()).isLessThanOrEqualTo(3);
  }

  private static KeyText key() {
    return KeyText.parse(KeyText.of(Ulid.next(), "ab".repeat(32))).orElseThrow();
  }

  private static KeyCommand.Reply valid(KeyText key) {
    return new KeyCommand.Accepted(
        new KeyView(key.id(), TENANT, "ci", Role.MEMBER, Instant.EPOCH, Optional.empty()));
  }

  private Tenants owner() {
    return new Tenants() {
      @Override
      public CompletionStage<TenantCommand.Reply> ask(
          TenantId id, Function<ActorRef<TenantCommand.Reply>, TenantCommand> command) {
        throw new AssertionError("no tenant is asked");
      }

      @Override
      public CompletionStage<KeyCommand.Reply> askKey(
          KeyId id, Function<ActorRef<KeyCommand.Reply>, KeyCommand> command) {
        var question = new CompletableFuture<KeyCommand.Reply>();
        questions.add(question);
        return question;
      }
    };
  }
}
