package io.gstacks.agent;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.channel.ChannelSettings;
import io.gstacks.agent.connection.Address;
import io.gstacks.agent.connection.DialSettings;
import io.gstacks.agent.runtime.docker.DockerSettings;
import io.gstacks.agent.runtime.simulated.SimulatedSettings;
import io.gstacks.agent.stream.StreamSettings;
import io.gstacks.agent.telemetry.Traits;
import io.gstacks.agent.work.WorkSettings;
import io.gstacks.agent.workspace.WorkspaceSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All settings of the agent, read once at its start; a value that cannot be stops it there. */
public record AgentSettings(
    List<Address> servers,
    List<String> traits,
    CapacitySettings capacity,
    EnrolmentSettings enrolment,
    DialSettings connection,
    StreamSettings stream,
    WorkSettings work,
    ChannelSettings channel,
    DockerSettings docker,
    WorkspaceSettings workspace,
    SimulatedSettings simulated) {

  /** What sandboxes may use together; 0 is found out. */
  public record CapacitySettings(
      int cpuMillis, int memoryMib, int diskMib, int memoryReserveMib, Duration watch) {
    public CapacitySettings {
      if (cpuMillis < 0 || memoryMib < 0 || diskMib < 0 || memoryReserveMib < 0) {
        throw new IllegalArgumentException("capacity.* are not negative");
      }
      if (!watch.isPositive()) {
        throw new IllegalArgumentException("capacity.watch is positive");
      }
    }

    static CapacitySettings from(Config config) {
      return new CapacitySettings(
          config.getInt("cpu-millis"),
          config.getInt("memory-mib"),
          config.getInt("disk-mib"),
          config.getInt("memory-reserve-mib"),
          config.getDuration("watch"));
    }
  }

  /** How an identity is asked for. */
  public record EnrolmentSettings(Duration deadline, Duration retry, Duration renewalCheck) {
    public EnrolmentSettings {
      if (!deadline.isPositive() || !retry.isPositive() || !renewalCheck.isPositive()) {
        throw new IllegalArgumentException("enrolment.* are positive");
      }
    }

    static EnrolmentSettings from(Config config) {
      return new EnrolmentSettings(
          config.getDuration("deadline"),
          config.getDuration("retry"),
          config.getDuration("renewal-check"));
    }
  }

  /** The whole configuration: system properties, the environment, the agent's own file. */
  public static Config load() {
    return ConfigFactory.defaultOverrides()
        .withFallback(ConfigFactory.parseResources("gstacks-agent.conf"))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }

  /** Throws {@link IllegalArgumentException} with one line that names the bad setting. */
  public static AgentSettings from(Config whole) {
    var config = whole.getConfig("gstacks.agent");
    return new AgentSettings(
        value(config, "server", AgentSettings::addresses),
        value(config, "traits", Traits::parse),
        part(config, "capacity", CapacitySettings::from),
        part(config, "enrolment", EnrolmentSettings::from),
        part(config, "connection", DialSettings::from),
        part(config, "stream", StreamSettings::from),
        part(config, "work", AgentSettings::work),
        part(config, "channel", ChannelSettings::from),
        part(config, "docker", DockerSettings::from),
        part(config, "workspace", WorkspaceSettings::from),
        part(config, "simulated", SimulatedSettings::from));
  }

  /** Reads {@code host:port,host:port}. */
  public static List<Address> addresses(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(Address::parse)
        .toList();
  }

  private static WorkSettings work(Config config) {
    var starts = config.getInt("concurrent-starts");
    var found = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    return WorkSettings.from(starts == 0 ? with(config, "concurrent-starts", found) : config);
  }

  private static Config with(Config config, String key, int value) {
    return ConfigFactory.parseString(key + " = " + value).withFallback(config);
  }

  private static <T> T value(Config config, String key, Function<String, T> parse) {
    return naming(key, () -> parse.apply(config.getString(key)));
  }

  private static <T> T part(Config config, String key, Function<Config, T> parse) {
    return naming(key, () -> parse.apply(config.getConfig(key)));
  }

  private static <T> T naming(String key, Supplier<T> read) {
    try {
      return read.get();
    } catch (ConfigException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "setting gstacks.agent." + key + ": " + oneLine(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("setting gstacks.agent: " + oneLine(e.getMessage()), e);
    }
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).replaceAll("\\s+", " ");
  }
}
