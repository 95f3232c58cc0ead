package io.gstacks.host.session;

import io.gstacks.agent.protocol.Limits;
import io.gstacks.agent.protocol.OpenChannel;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Remove;
import io.gstacks.agent.protocol.Start;
import io.gstacks.agent.protocol.Stop;
import io.gstacks.agent.protocol.Work;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.host.fleet.SessionOrder;
import io.gstacks.host.work.WorkOrder;
import java.time.Duration;

/** Orders in the words of agent.proto. */
final class Orders {
  /** Above any honest sandbox, below what a fork bomb needs. */
  private static final int PIDS = 4096;

  private Orders() {}

  static Work work(SessionOrder.Perform order, Identity.Host host, CertificateAuthority authority) {
    var work =
        Work.newBuilder()
            .setCommandId(order.command())
            .setSandboxId(order.sandbox().value())
            .setGeneration(order.generation())
            .setRemainingMillis(Math.max(0, order.remaining().toMillis()));
    switch (order.order()) {
      case WorkOrder.Provision provision ->
          work.setProvision(provision(provision, order, host, authority));
      case WorkOrder.Start _ -> work.setStart(Start.getDefaultInstance());
      case WorkOrder.Stop(var grace) ->
          work.setStop(Stop.newBuilder().setGraceMillis(millis(grace)));
      case WorkOrder.Remove(var purge) ->
          work.setRemove(Remove.newBuilder().setPurgeWorkspace(purge));
    }
    return work.build();
  }

  /** The labels' tenant, cluster and proof are the host's and ours to give, never the order's. */
  private static Provision provision(
      WorkOrder.Provision provision,
      SessionOrder.Perform order,
      Identity.Host host,
      CertificateAuthority authority) {
    var limits = provision.limits();
    return Provision.newBuilder()
        .setTenantId(host.tenant().value())
        .setClusterId(host.cluster().value())
        .setProof(
            authority.prove(host.tenant(), host.cluster(), order.sandbox(), order.generation()))
        .setImage(provision.image())
        .setPull(provision.pull())
        .addAllCommand(provision.command())
        .putAllEnvironment(provision.environment())
        .setLimits(
            Limits.newBuilder()
                .setCpuMillis(limits.cpuMillis())
                .setMemoryMib(limits.memoryMib())
                .setDiskMib(limits.diskMib())
                .setPids(PIDS))
        .setName(provision.name())
        .build();
  }

  static OpenChannel open(ChannelOrder order) {
    var open =
        OpenChannel.newBuilder()
            .setToken(order.token())
            .setAddress(order.node())
            .setSandboxId(order.sandbox())
            .setGeneration(order.generation());
    switch (order.kind()) {
      case ChannelOrder.Exec exec -> open.setExec(exec(exec));
      case ChannelOrder.Logs(var follow, var tail, var since) ->
          open.setLogs(
              io.gstacks.agent.protocol.Logs.newBuilder()
                  .setFollow(follow)
                  .setTail(tail)
                  .setSinceUnixSeconds(since.orElse(0L)));
      case ChannelOrder.HostLogs(var follow, var tail) ->
          open.setHostLogs(
              io.gstacks.agent.protocol.HostLogs.newBuilder().setFollow(follow).setTail(tail));
      case ChannelOrder.Files(var files) -> open.setFiles(FileOrders.of(files));
    }
    return open.build();
  }

  private static io.gstacks.agent.protocol.Exec exec(ChannelOrder.Exec exec) {
    return io.gstacks.agent.protocol.Exec.newBuilder()
        .addAllCommand(exec.command())
        .putAllEnvironment(exec.environment())
        .setWorkingDirectory(exec.workingDirectory())
        .setUser(exec.user())
        .setStdin(exec.stdin())
        .setTty(exec.tty())
        .setRows(exec.rows())
        .setColumns(exec.columns())
        .setTimeoutMillis(exec.timeout().toMillis())
        .build();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(Math.clamp(duration.toMillis(), 0L, Integer.MAX_VALUE));
  }
}
