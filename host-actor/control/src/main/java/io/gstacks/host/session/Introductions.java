package io.gstacks.host.session;

import io.gstacks.agent.protocol.Hello;
import io.gstacks.host.Resources;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.CachedImage;
import io.gstacks.host.fleet.Facts;
import io.gstacks.host.fleet.HostCommand.HostCondition;
import io.gstacks.host.fleet.HostCommand.Introduction;
import io.gstacks.host.fleet.HostCommand.TokenOwner;
import io.gstacks.host.fleet.RuntimeHealth;
import io.gstacks.host.fleet.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an agent says of itself, checked and in our words. */
public final class Introductions {
  private static final int MAX_RUNTIMES = 8;
  private static final int MAX_TRAITS = 64;
  private static final int MAX_IMAGES = 200;
  private static final int IMAGE_CHARACTERS = 30_000;

  private Introductions() {}

  static Introduction of(Identity.Host peer, Hello hello) {
    if (hello.getBootId().isEmpty()) {
      throw new ProtocolException("Hello without a boot id");
    }
    return new Introduction(
        peer.host(),
        new TokenOwner(peer.tenant(), peer.cluster()),
        Texts.name("boot id", hello.getBootId()),
        facts(hello.getFacts()),
        runtimes(hello.getRuntimesList()),
        traits(hello),
        new Resources(
            Texts.figure(hello.getCapacity().getCpuMillis()),
            Texts.figure(hello.getCapacity().getMemoryMib()),
            Texts.figure(hello.getCapacity().getDiskMib())),
        Texts.figure(hello.getCapacity().getConcurrentStarts()),
        images(hello));
  }

  /** Throws {@link IllegalArgumentException} for what the contract does not allow. */
  public static Facts enrolmentFacts(io.gstacks.agent.protocol.Facts facts) {
    try {
      return facts(facts);
    } catch (ProtocolException e) {
      throw new IllegalArgumentException(e.why(), e);
    }
  }

  private static Facts facts(io.gstacks.agent.protocol.Facts facts) {
    return new Facts(
        Texts.name("hostname", facts.getHostname()),
        Texts.name("agent version", facts.getAgentVersion()),
        Texts.name("os", facts.getOs()),
        Texts.name("architecture", facts.getArchitecture()),
        Texts.name("kernel", facts.getKernel()));
  }

  static HostCondition condition(
      io.gstacks.agent.protocol.Telemetry telemetry,
      List<io.gstacks.agent.protocol.Runtime> runtimes) {
    return new HostCondition(telemetry(telemetry), runtimes(runtimes));
  }

  private static List<RuntimeHealth> runtimes(List<io.gstacks.agent.protocol.Runtime> runtimes) {
    atMost(MAX_RUNTIMES, "runtimes", runtimes.size());
    return runtimes.stream()
        .map(runtime ->
            new RuntimeHealth(
                Texts.name("runtime", runtime.getName()),
                Texts.name("runtime version", runtime.getVersion()),
                runtime.getHealthy(),
                Texts.message(runtime.getReason())))
        .toList();
  }

  private static Set<String> traits(Hello hello) {
    atMost(MAX_TRAITS, "traits", hello.getTraitsCount());
    return hello.getTraitsList().stream()
        .map(trait -> Texts.name("trait", trait))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The newest ones, as many as an actor message has room for. */
  private static List<CachedImage> images(Hello hello) {
    var images = new ArrayList<CachedImage>();
    int room = IMAGE_CHARACTERS;
    for (var image : hello.getImagesList()) {
      room -= image.getReference().length() + image.getDigest().length();
      if (images.size() == MAX_IMAGES || room < 0) {
        break;
      }
      images.add(
          new CachedImage(
              Texts.name("image", image.getReference()), Texts.name("digest", image.getDigest())));
    }
    return images;
  }

  private static Telemetry telemetry(io.gstacks.agent.protocol.Telemetry telemetry) {
    var load = telemetry.getLoad1();
    return new Telemetry(
        Texts.figure(telemetry.getCpuUsedMillis()),
        Texts.figure(telemetry.getMemoryUsedMib()),
        Texts.figure(telemetry.getMemoryTotalMib()),
        Texts.figure(telemetry.getDiskUsedMib()),
        Texts.figure(telemetry.getDiskTotalMib()),
        Double.isFinite(load) ? load : 0,
        Texts.figure(telemetry.getContainersRunning()),
        Texts.figure(telemetry.getContainersTotal()),
        telemetry.getUptimeSeconds(),
        telemetry.getAgentRssMib());
  }

  private static void atMost(int limit, String what, int count) {
    if (count > limit) {
      throw new ProtocolException("more than " + limit + " " + what);
    }
  }
}
