package io.gstacks.http;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.Exit;
import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.KeyId;
import io.gstacks.host.Page;
import io.gstacks.host.SandboxId;
import io.gstacks.host.TokenId;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.ClusterCommand.Kind;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.cluster.TokenCommand.TokenView;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.host.tenant.KeyCommand.KeyView;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.TenantCommand.TenantView;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.http.auth.KeyText;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.Sandboxes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The rooms below, as tests need them: each answers as its function says, and every command that
 * came is remembered.
 */
final class Rooms {
  final List<EntityCommand<?>> commands = new CopyOnWriteArrayList<>();
  final Map<KeyId, KeyView> keys = new ConcurrentHashMap<>();
  private final Map<KeyId, String> hashes = new ConcurrentHashMap<>();
  final Map<TenantId, TenantView> tenantRecords = new ConcurrentHashMap<>();

  Function<ClusterCommand, ClusterCommand.Reply> clusterReply = Rooms::cluster;
  Function<TokenCommand, TokenCommand.Reply> tokenReply = Rooms::token;
  Function<HostCommand, HostReply> hostReply =
      command -> new HostReply.Accepted(Samples.host("connected"));
  Function<SandboxCommand, CompletionStage<SandboxCommand.Reply>> sandboxReply =
      command -> CompletableFuture.completedStage(sandbox(command));
  Function<ChannelOrder.Kind, Source<ChannelFrame, NotUsed>> output = _ -> Source.single(exit(0));
  final List<ChannelOrder.Kind> opened = new CopyOnWriteArrayList<>();
  final List<ChannelFrame> input = new CopyOnWriteArrayList<>();
  final CompletableFuture<ChannelFrame> inputEnd = new CompletableFuture<>();

  private SandboxId lastSandbox = Samples.SANDBOX;

  Rooms() {
    tenantRecords.put(
        Samples.TENANT,
        new TenantView(
            Samples.TENANT,
            "default",
            Samples.NOON,
            Map.of("cluster/default", Samples.CLUSTER.value())));
  }

  /** A key of the tenant; its text. */
  String key(TenantId tenant, Role role) {
    var ulid = Ulid.next();
    var text = KeyText.of(ulid, "ab".repeat(32));
    var id = new KeyId(KeyId.PREFIX + ulid);
    keys.put(id, new KeyView(id, tenant, "test", role, Samples.NOON, Optional.empty()));
    hashes.put(id, KeyText.sha256(text));
    return text;
  }

  void revoke(String keyText) {
    keys.remove(KeyText.parse(keyText).orElseThrow().id());
  }

  <C extends EntityCommand<?>> List<C> commands(Class<C> type) {
    return commands.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What changed something, or would have. */
  List<EntityCommand<?>> mutations() {
    return commands.stream()
        .filter(command ->
            !(command instanceof KeyCommand.Check
                || command instanceof TenantCommand.Get
                || command instanceof ClusterCommand.Get
                || command instanceof HostCommand.Get
                || command instanceof SandboxCommand.Get))
        .toList();
  }

  Tenants tenants() {
    return new Tenants() {
      @Override
      public CompletionStage<TenantCommand.Reply> ask(
          TenantId id, Function<ActorRef<TenantCommand.Reply>, TenantCommand> command) {
        return CompletableFuture.completedStage(tenant(id, seen(command.apply(ignored()))));
      }

      @Override
      public CompletionStage<KeyCommand.Reply> askKey(
          KeyId id, Function<ActorRef<KeyCommand.Reply>, KeyCommand> command) {
        return CompletableFuture.completedStage(keyReply(id, seen(command.apply(ignored()))));
      }
    };
  }

  Clusters clusters() {
    return new Clusters() {
      @Override
      public CompletionStage<ClusterCommand.Reply> ask(
          ClusterId id, Function<ActorRef<ClusterCommand.Reply>, ClusterCommand> command) {
        return CompletableFuture.completedStage(clusterReply.apply(seen(command.apply(ignored()))));
      }

      @Override
      public CompletionStage<TokenCommand.Reply> askToken(
          TokenId id, Function<ActorRef<TokenCommand.Reply>, TokenCommand> command) {
        return CompletableFuture.completedStage(tokenReply.apply(seen(command.apply(ignored()))));
      }
    };
  }

  Hosts hosts() {
    return new Hosts() {
      @Override
      public CompletionStage<HostReply> ask(
          HostId id, Function<ActorRef<HostReply>, HostCommand> command) {
        return CompletableFuture.completedStage(hostReply.apply(seen(command.apply(ignored()))));
      }

      @Override
      public void tell(HostId id, HostCommand command) {
        seen(command);
      }
    };
  }

  Sandboxes sandboxes() {
    return new Sandboxes() {
      @Override
      public CompletionStage<SandboxCommand.Reply> ask(
          SandboxId id, Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command) {
        lastSandbox = id;
        return sandboxReply.apply(seen(command.apply(ignored())));
      }

      @Override
      public CompletionStage<SandboxCommand.Reply> ask(
          SandboxId id,
          Duration timeout,
          Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command) {
        return ask(id, command);
      }
    };
  }

  CompletionStage<Flow<ChannelFrame, ChannelFrame, NotUsed>> open(ChannelOrder.Kind kind) {
    opened.add(kind);
    return CompletableFuture.completedStage(
        Flow.fromSinkAndSourceCoupled(Sink.<ChannelFrame>foreach(this::take), output.apply(kind)));
  }

  private void take(ChannelFrame frame) {
    input.add(frame);
    if (frame.getStdinEnd() || frame.hasSignal()) {
      inputEnd.complete(frame);
    }
  }

  static ChannelFrame exit(int code) {
    return ChannelFrame.newBuilder().setExit(Exit.newBuilder().setCode(code)).build();
  }

  static Refusal noSuch(String what) {
    return Refusal.notFound(what);
  }

  static <T> Page<T> page(List<T> items) {
    return new Page<>(items, Optional.empty());
  }

  private <C extends EntityCommand<?>> C seen(C command) {
    commands.add(command);
    return command;
  }

  private static <R> ActorRef<R> ignored() {
    return TestApi.ACTORS.system().ignoreRef();
  }

  private TenantCommand.Reply tenant(TenantId id, TenantCommand command) {
    return switch (command) {
      case TenantCommand.Create(_, var name, _) ->
          new TenantCommand.Accepted(
              tenantRecords.computeIfAbsent(
                  id, _ -> new TenantView(id, name, Samples.NOON, Map.of())));
      case TenantCommand.Get(var meta, _) ->
          Optional.ofNullable(tenantRecords.get(id))
              .filter(tenant -> meta.caller().maySee(Optional.of(tenant.id())))
              .<TenantCommand.Reply>map(TenantCommand.Accepted::new)
              .orElseGet(() -> new TenantCommand.Refused(noSuch("tenant")));
      case TenantCommand.ClaimName(_, var kind, var name, var holder, _) ->
          claim(id, kind + "/" + name, holder);
    };
  }

  private TenantCommand.Reply claim(TenantId id, String name, String holder) {
    var tenant = tenantRecords.get(id);
    if (tenant == null) {
      return new TenantCommand.Refused(noSuch("tenant"));
    }
    if (!tenant.names().getOrDefault(name, holder).equals(holder)) {
      return new TenantCommand.Refused(Refusal.conflict("name_taken", "taken"));
    }
    var names = new HashMap<>(tenant.names());
    names.put(name, holder);
    var claimed = new TenantView(id, tenant.name(), tenant.createdAt(), names);
    tenantRecords.put(id, claimed);
    return new TenantCommand.Accepted(claimed);
  }

  private KeyCommand.Reply keyReply(KeyId id, KeyCommand command) {
    return switch (command) {
      case KeyCommand.Create(_, var tenant, var name, var role, var hash, _) -> {
        hashes.putIfAbsent(id, hash);
        yield new KeyCommand.Accepted(
            keys.computeIfAbsent(
                id, _ -> new KeyView(id, tenant, name, role, Samples.NOON, Optional.empty())));
      }
      case KeyCommand.Check(_, var hash, _) ->
          Optional.ofNullable(keys.get(id))
              .filter(_ -> hash.equals(hashes.get(id)))
              .<KeyCommand.Reply>map(KeyCommand.Accepted::new)
              .orElseGet(() -> new KeyCommand.Refused(Refusal.invalid("unauthenticated", "no")));
      case KeyCommand.Get _, KeyCommand.Revoke _ ->
          Optional.ofNullable(keys.get(id))
              .<KeyCommand.Reply>map(KeyCommand.Accepted::new)
              .orElseGet(() -> new KeyCommand.Refused(noSuch("key")));
    };
  }

  private static ClusterCommand.Reply cluster(ClusterCommand command) {
    return switch (command) {
      case ClusterCommand.Create(_, var tenant, var name, var kind, _) ->
          new ClusterCommand.Accepted(
              new ClusterCommand.ClusterView(Samples.CLUSTER, tenant, name, kind, Samples.NOON));
      case ClusterCommand.Get _ ->
          new ClusterCommand.Accepted(Samples.cluster(Samples.CLUSTER, Kind.BYO));
    };
  }

  private static TokenCommand.Reply token(TokenCommand command) {
    return new TokenCommand.Accepted(
        command instanceof TokenCommand.Create create
            ? new TokenView(
                Samples.TOKEN,
                create.tenant(),
                create.cluster(),
                create.name(),
                Samples.NOON.plus(create.ttl()),
                create.maxUses(),
                0,
                "active",
                Samples.NOON)
            : Samples.token(Samples.TOKEN, Samples.CLUSTER, "rack-7", 1));
  }

  private SandboxCommand.Reply sandbox(SandboxCommand command) {
    return new SandboxCommand.Accepted(
        command instanceof SandboxCommand.Create create
            ? Samples.sandbox(lastSandbox, create.spec(), "creating")
            : Samples.sandbox(lastSandbox, Samples.spec(), "running"));
  }
}
