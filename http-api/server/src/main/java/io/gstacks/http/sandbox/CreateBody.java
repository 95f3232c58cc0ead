package io.gstacks.http.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The body of {@code POST /api/sandboxes}, judged before anything happens. Numbers are wide, so
 * that an absurd one is refused as what it is and not as a type error.
 */
record CreateBody(
    Optional<String> name,
    Optional<String> clusterId,
    Optional<String> hostId,
    Optional<String> image,
    Optional<String> blueprint,
    Optional<List<String>> command,
    Optional<Map<String, String>> environment,
    Optional<ResourcesBody> resources,
    Optional<List<String>> tags,
    Optional<List<String>> traits,
    Optional<String> pull,
    Optional<Map<String, String>> labels,
    Optional<Long> queueTimeoutSeconds) {
  record ResourcesBody(
      Optional<Long> cpuMillis, Optional<Long> memoryMib, Optional<Long> diskMib) {}

  private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._:/@-]{0,511}");
  private static final long LONGEST_QUEUE_SECONDS = 24 * 3600;

  void check() {
    if (image.isPresent() && blueprint.isPresent()) {
      throw ApiException.invalid(
          "image_and_blueprint",
          "a sandbox comes from an image or from a blueprint, not from both");
    }
    if (blueprint.isPresent()) {
      throw ApiException.notFound("blueprint_not_found", "blueprint");
    }
    name.ifPresent(_ -> Names.require("name", name));
    if (image.filter(reference -> !IMAGE.matcher(reference).matches()).isPresent()) {
      throw Names.invalid("image", "is no reference of an image, such as debian:12");
    }
    if (pull.filter(when -> !SandboxSettings.PULLS.contains(when)).isPresent()) {
      throw Names.invalid("pull", "must be one of if_missing, never, always");
    }
    TextLimits.command("command", command.orElse(List.of()));
    TextLimits.environment(environment.orElse(Map.of()));
    TextLimits.labels(labels.orElse(Map.of()));
    Names.requireTags("tags", tags.orElse(List.of()));
    Names.requireTags("traits", traits.orElse(List.of()));
  }

  /** What is no id is as unknown as any other. */
  Optional<ClusterId> cluster() {
    return clusterId.map(text -> id(text, ClusterId::new, "cluster_not_found", "cluster"));
  }

  Optional<HostId> host() {
    return hostId.map(text -> id(text, HostId::new, "host_not_found", "host"));
  }

  Duration queueTimeout(Duration usual) {
    var seconds = queueTimeoutSeconds.orElse(usual.toSeconds());
    if (seconds < 0 || seconds > LONGEST_QUEUE_SECONDS) {
      throw Names.invalid(
          "queue_timeout_seconds", "must be from 0 to %d".formatted(LONGEST_QUEUE_SECONDS));
    }
    return Duration.ofSeconds(seconds);
  }

  Resources resources(SandboxSettings settings) {
    var usual = settings.usual();
    var least = settings.least();
    var most = settings.most();
    var asked =
        resources.orElse(new ResourcesBody(Optional.empty(), Optional.empty(), Optional.empty()));
    return new Resources(
        within(
            "cpu_millis",
            asked.cpuMillis(),
            usual.cpuMillis(),
            least.cpuMillis(),
            most.cpuMillis()),
        within(
            "memory_mib",
            asked.memoryMib(),
            usual.memoryMib(),
            least.memoryMib(),
            most.memoryMib()),
        within("disk_mib", asked.diskMib(), usual.diskMib(), least.diskMib(), most.diskMib()));
  }

  private static int within(String field, Optional<Long> asked, int usual, int least, int most) {
    long value = asked.orElse((long) usual);
    if (value < least || value > most) {
      throw ApiException.invalid(
          "invalid_resources",
          "resources.%s must be from %d to %d".formatted(field, least, most),
          Map.of("field", "resources." + field, "least", least, "most", most));
    }
    return Math.toIntExact(value);
  }

  private static <T> T id(String text, Function<String, T> parse, String code, String noun) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException _) {
      throw ApiException.notFound(code, noun);
    }
  }
}
