package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.PullResponseItem;
import io.gstacks.agent.protocol.CachedImage;
import io.gstacks.agent.runtime.ProvisionOrder;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The images that the engine has, and getting those that it has not. */
final class Images {
  private static final int MOST = 200;
  private static final long PROGRESS_NANOS = 1_000_000_000L;

  private final Engine engine;
  private final Map<String, String> digests = new ConcurrentHashMap<>();

  Images(Engine engine) {
    this.engine = engine;
  }

  /** The image of an order, pulled where its policy says so. */
  ContainerSpec.Image obtain(ProvisionOrder order) {
    var text = order.provision().getImage();
    var found = find(text);
    return switch (order.provision().getPull()) {
      case "never" ->
          found.orElseThrow(() ->
              new WorkFailedException(
                  Code.IMAGE_MISSING,
                  "the host has no image " + text + ", and the order says never to pull"));
      case "always" -> pull(order);
      case "if_missing", "" -> found.orElseGet(() -> pull(order));
      default ->
          throw new WorkFailedException(
              Code.INVALID, "unknown pull policy " + order.provision().getPull());
    };
  }

  /** What names an image for ever: the registry's digest where it has one, else the engine's id. */
  String digest(@Nullable String imageId) {
    if (imageId == null) {
      return "";
    }
    return digests.computeIfAbsent(
        imageId, id -> find(id).map(ContainerSpec.Image::digest).orElse(id));
  }

  List<CachedImage> list() {
    return EngineErrors.asking(() -> engine.client().listImagesCmd().exec()).stream()
        .sorted(Comparator.comparing(Image::getCreated, Comparator.reverseOrder()))
        .flatMap(image -> named(image).stream())
        .limit(MOST)
        .toList();
  }

  private static List<CachedImage> named(Image image) {
    var named = new ArrayList<CachedImage>();
    if (image.getRepoTags() != null) {
      for (var tag : image.getRepoTags()) {
        if (!tag.startsWith("<none>")) {
          var digest = digest(List.of(orNone(image.getRepoDigests())), image.getId());
          named.add(CachedImage.newBuilder().setReference(tag).setDigest(digest).build());
        }
      }
    }
    return named;
  }

  private Optional<ContainerSpec.Image> find(String reference) {
    try {
      var image = engine.client().inspectImageCmd(reference).exec();
      var config = image.getConfig();
      var user = config == null || config.getUser() == null ? "" : config.getUser();
      var digests = image.getRepoDigests() == null ? List.<String>of() : image.getRepoDigests();
      var id = String.valueOf(image.getId());
      return Optional.of(new ContainerSpec.Image(id, digest(digests, id), user));
    } catch (NotFoundException missing) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw EngineErrors.translate(e);
    }
  }

  private static String digest(List<String> repoDigests, String id) {
    return repoDigests.stream()
        .filter(digest -> digest.contains("@"))
        .map(digest -> digest.substring(digest.indexOf('@') + 1))
        .findFirst()
        .orElse(id);
  }

  private static String[] orNone(String @Nullable [] values) {
    return values == null ? new String[0] : values;
  }

  private ContainerSpec.Image pull(ProvisionOrder order) {
    var reference = reference(order.provision().getImage());
    order.steps().say("pull", "pulling " + reference);
    var watching = new PullProgress(order);
    try (watching) {
      engine
          .client()
          .pullImageCmd(reference.repository())
          .withTag(reference.version())
          .exec(watching)
          .awaitCompletion(order.deadline().left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkFailedException(Code.INTERNAL, "the agent is leaving", e);
    } catch (IOException | RuntimeException e) {
      throw failed(reference, String.valueOf(e.getMessage()), e);
    }
    order.deadline().check();
    if (watching.error().isPresent()) {
      throw failed(reference, watching.error().get(), null);
    }
    return find(order.provision().getImage())
        .orElseThrow(() -> failed(reference, "the engine does not have it after the pull", null));
  }

  private static WorkFailedException failed(
      ImageReference reference, String message, @Nullable Throwable cause) {
    var full = message.toLowerCase(Locale.ROOT).contains("no space left on device");
    return new WorkFailedException(
        full ? Code.DISK_FULL : Code.IMAGE_PULL_FAILED,
        "pull of " + reference + ": " + message,
        cause);
  }

  private static ImageReference reference(String text) {
    try {
      return ImageReference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new WorkFailedException(Code.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  /** Tells at most one step each second, and remembers the error that the stream may end with. */
  private static final class PullProgress extends ResultCallback.Adapter<PullResponseItem> {
    private final ProvisionOrder order;
    private final AtomicReference<@Nullable String> error = new AtomicReference<>();
    private long said = System.nanoTime();

    PullProgress(ProvisionOrder order) {
      this.order = order;
    }

    Optional<String> error() {
      return Optional.ofNullable(error.get());
    }

    @Override
    public void onNext(PullResponseItem item) {
      var detail = item.getErrorDetail();
      if (detail != null) {
        error.set(String.valueOf(detail.getMessage()));
      } else if (System.nanoTime() - said > PROGRESS_NANOS) {
        said = System.nanoTime();
        order.steps().say("pull", item.getId() + ": " + item.getStatus());
      }
    }
  }
}
