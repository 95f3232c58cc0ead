package io.gstacks.http.image;

import io.gstacks.host.Page;
import io.gstacks.host.fleet.CachedImage;
import io.gstacks.host.fleet.HostList;
import io.gstacks.host.fleet.HostView;
import io.gstacks.http.host.HostRoutes;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.PageBody;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code /api/images}: what the tenant's hosts hold, and what a sandbox gets that names no image.
 *
 * <p>Known limit: it looks at the first {@value #HOSTS} hosts.
 */
public final class ImageRoutes {
  record ImageBody(String reference, String digest, int hosts) {}

  record DefaultImage(String image) {}

  private static final int HOSTS = 2_000;
  private static final Comparator<CachedImage> ORDER =
      Comparator.comparing(CachedImage::reference).thenComparing(CachedImage::digest);

  private final HostRoutes.Pages pages;
  private final Blocking blocking;
  private final String defaultImage;

  public ImageRoutes(HostRoutes.Pages pages, Blocking blocking, String defaultImage) {
    this.pages = pages;
    this.blocking = blocking;
    this.defaultImage = defaultImage;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/images", Role.VIEWER, this::list),
        Endpoint.get("/api/images/default", Role.VIEWER, this::usual));
  }

  private CompletionStage<Answer> usual(Exchange exchange) {
    return CompletableFuture.completedStage(Answer.ok(new DefaultImage(defaultImage)));
  }

  private CompletionStage<Answer> list(Exchange exchange) {
    var tenant = exchange.principal().tenant();
    return blocking
        .call(() -> count(tenant))
        .thenApply(hosts ->
            Answer.ok(
                PageBody.whole(
                    hosts.entrySet().stream()
                        .map(image ->
                            new ImageBody(
                                image.getKey().reference(),
                                image.getKey().digest(),
                                image.getValue()))
                        .toList())));
  }

  private Map<CachedImage, Integer> count(TenantId tenant) {
    var hosts = new TreeMap<CachedImage, Integer>(ORDER);
    var cursor = Optional.<String>empty();
    for (int seen = 0; seen < HOSTS; seen += PageBody.MOST) {
      Page<HostView> page = pages.list(tenant, HostList.Filter.all(), PageBody.MOST, cursor);
      page.items()
          .forEach(host -> host.images().forEach(image -> hosts.merge(image, 1, Integer::sum)));
      cursor = page.next();
      if (cursor.isEmpty()) {
        break;
      }
    }
    return hosts;
  }
}
