package io.gstacks.host.cluster;

import io.gstacks.host.TokenId;
import io.gstacks.host.cluster.TokenCommand.Accepted;
import io.gstacks.host.cluster.TokenCommand.Redeemed;
import io.gstacks.host.cluster.TokenCommand.Refused;
import io.gstacks.host.cluster.TokenCommand.TokenView;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.DurableEntity;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.stream.Materializer;

/**
 * The shell around {@link Token}. A revocation is told to hosts as soon as it is stored, and again
 * each {@link #RETRY} for as long as one has not answered; {@code wake_at} carries that over the
 * death of a node.
 */
public final class TokenEntity
    extends DurableEntity<TokenCommand, TokenEvent, Token, TokenCommand.Reply> {
  public static final EntityTypeKey<TokenCommand> KEY =
      EntityTypeKey.create(TokenCommand.class, TokenJournal.ENTITY);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final TokenId id;
  private final Hosts hosts;
  private final Runnable leave;
  private final ActorContext<TokenCommand> context;
  private boolean telling;

  private TokenEntity(
      TokenId id, Hosts hosts, Clock clock, Runnable leave, ActorContext<TokenCommand> context) {
    super(id.value(), new TokenJournal(), clock);
    this.id = id;
    this.hosts = hosts;
    this.leave = leave;
    this.context = context;
  }

  /** {@code leave} is called when no token by this id was found: nothing to stay for. */
  public static Behavior<TokenCommand> create(
      TokenId id, Hosts hosts, Clock clock, Runnable leave) {
    return Behaviors.setup(context -> new TokenEntity(id, hosts, clock, leave, context));
  }

  @Override
  protected ReplyEffect<Recorded<TokenEvent>, Kept<Token>> on(
      Kept<Token> kept, TokenCommand command) {
    var token = kept.state();
    var now = clock().instant();
    return switch (command) {
      case TokenCommand.Create create ->
          answer(kept, command, token.create(wanted(create, now)), this::describe);
      case TokenCommand.Redeem(_, var hash, var publicKey, _) ->
          answer(
              kept,
              command,
              token.redeem(hash, publicKey, now),
              after -> redeemed(after.state(), publicKey));
      case TokenCommand.Revoke _ ->
          answer(kept, command, token.revoke(now), this::describe, this::tellHosts);
      case TokenCommand.HostsTold(_, var answered, _) ->
          answer(kept, command, token.told(answered), this::describe);
      case TokenCommand.RoundOver _ -> {
        telling = false;
        retryLater(token);
        yield answer(kept, command, Decision.already(), this::describe);
      }
      case TokenCommand.Wake _ ->
          answer(kept, command, Decision.already(), this::describe, this::tellHosts);
      case TokenCommand.Get _ -> show(kept, command, this::describe);
    };
  }

  private TokenEvent.Created wanted(TokenCommand.Create create, Instant now) {
    return new TokenEvent.Created(
        id,
        create.tenant(),
        create.cluster(),
        create.name(),
        create.secretHash(),
        now,
        now.plus(create.ttl()),
        create.maxUses());
  }

  private void tellHosts(Token token) {
    var untold = token.untoldHosts();
    if (untold.isEmpty() || telling) {
      return;
    }
    telling = true;
    var self = context.getSelf();
    var nobody = context.getSystem().<TokenCommand.Reply>ignoreRef();
    var round =
        Revocation.tell(
            id,
            untold,
            hosts,
            Materializer.matFromSystem(context.getSystem()),
            told -> self.tell(new TokenCommand.HostsTold(Meta.system(), told, nobody)));
    context.pipeToSelf(round, (_, _) -> new TokenCommand.RoundOver(Meta.system(), nobody));
  }

  private void retryLater(Token token) {
    if (!token.untoldHosts().isEmpty()) {
      var nobody = context.getSystem().<TokenCommand.Reply>ignoreRef();
      context.scheduleOnce(RETRY, context.getSelf(), new TokenCommand.Wake(Meta.system(), nobody));
    }
  }

  private TokenCommand.Reply describe(Kept<Token> kept) {
    return switch (kept.state()) {
      case Token.Present token ->
          new Accepted(
              new TokenView(
                  token.id(),
                  token.tenant(),
                  token.cluster(),
                  token.name(),
                  token.expiresAt(),
                  token.maxUses(),
                  token.hosts().size(),
                  token.status(clock().instant()).name().toLowerCase(Locale.ROOT),
                  token.createdAt()));
      case Token.Absent _ -> new Refused(Refusal.notFound("token"));
    };
  }

  private TokenCommand.Reply redeemed(Token state, String publicKey) {
    return switch (state) {
      case Token.Present token ->
          Optional.ofNullable(token.hosts().get(publicKey))
              .<TokenCommand.Reply>map(
                  host -> new Redeemed(token.id(), token.tenant(), token.cluster(), host))
              .orElseGet(() -> refused(Refusal.notFound(noun())));
      case Token.Absent _ -> refused(Refusal.notFound(noun()));
    };
  }

  @Override
  protected Optional<Instant> wakeAt(Token state, Instant now) {
    return state.untoldHosts().isEmpty() ? Optional.empty() : Optional.of(now.plus(RETRY));
  }

  @Override
  protected Optional<TenantId> owner(Meta meta, List<TokenEvent> events) {
    return events.stream()
        .filter(TokenEvent.Created.class::isInstance)
        .map(event -> ((TokenEvent.Created) event).tenant())
        .findFirst();
  }

  @Override
  protected TokenCommand.Reply refused(Refusal refusal) {
    return new Refused(refusal);
  }

  @Override
  protected String noun() {
    return "token";
  }

  @Override
  protected void leave() {
    leave.run();
  }
}
